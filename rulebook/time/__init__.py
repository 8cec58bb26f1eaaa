"""Counting legal time (期间计算): periods, the working calendar, one arithmetic, its words."""
