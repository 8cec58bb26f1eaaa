"""Who may see and do what, asked of the book: officers, their reach, accounts, the audit."""
