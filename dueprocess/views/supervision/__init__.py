"""Supervision in the terminal (督办视图): items, letters, interviews, reviews, bulletins."""
