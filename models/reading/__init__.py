"""Read models: what the desk shows, set by set."""
