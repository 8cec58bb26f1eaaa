"""Benchmarks (测速): facts recorded, rungs fired and rows imported, measured on both engines."""
