"""Bulletins (通报) from the rows: gathered set by set, frozen, issued, put right, opened."""
