"""The book replayed against the lawful order (合规回放)."""
