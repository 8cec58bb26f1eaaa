"""Money in a case (执行案款): ledger, interest and distribution as functions of facts."""
