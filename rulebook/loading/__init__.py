"""Reading the law from its files: entries, checks, worked examples, every fault at once."""
