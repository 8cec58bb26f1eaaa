"""The desk: command line, live view, settings."""
