"""Gathering (取数): what the book knows for a document; the rest is said by people."""
