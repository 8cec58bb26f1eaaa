"""Property (财产): whose it is, what holds it, what is owed for it, and how it is sold."""
