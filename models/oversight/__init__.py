"""Supervision in rows: rungs fired, items, interviews, messages, and their audit."""
