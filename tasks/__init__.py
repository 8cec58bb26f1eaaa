"""One act each: gather rows, ask the rulebook, act, mark."""
