"""Figures (指标): what a bulletin counts, defined as data and computed without any I/O."""
