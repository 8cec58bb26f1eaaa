"""Entries of the law in words (条文用语), in Chinese and English, for screens and JSON alike."""
