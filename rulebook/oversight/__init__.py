"""Supervision (督办): which act is lawful, which rung fires."""
