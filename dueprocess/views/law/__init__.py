"""The law in the terminal (法规视图): entries in full, what is held, what a change would move."""
