"""Case money (执行案款) in the book: the ledger kept, read, aged and compared with the bank."""
