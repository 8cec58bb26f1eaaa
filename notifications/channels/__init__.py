"""Channels (渠道): the ways a digest takes out of the house, one a file."""
