"""Telling (告知): messages written, routed, delivered, and who is told over what."""
