"""Counting a book's open clocks anew (重新推算) when the calendar or the law has changed."""
