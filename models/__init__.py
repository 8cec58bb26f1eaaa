"""The book (案册): tables, the store, and the one write path, `models.record`."""
