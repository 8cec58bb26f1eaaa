"""The law as data and the arithmetic that reads it: pure, no I/O but its own files."""
