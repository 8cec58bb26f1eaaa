"""The lawful order of a case (办案顺序): declared constraints, and replaying facts against them."""
