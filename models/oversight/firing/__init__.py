"""Firing (触发): due rungs found, claimed once, and what each of them makes."""
