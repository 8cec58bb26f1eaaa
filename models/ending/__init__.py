"""Ends of cases in rows (终局): what continues what, half-yearly queries, old rounds."""
