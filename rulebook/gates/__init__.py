"""The gates (闸门): whether a fact may be taken, and what is missing if not."""
