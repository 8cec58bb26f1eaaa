"""The tables of the book, one noun a file."""
