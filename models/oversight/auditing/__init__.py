"""Auditing (复核): what was owed against what was done, asked of the rows apart from the patrol."""
