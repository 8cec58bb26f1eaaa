"""The Prefect flows: the case's run, the patrol, the interview."""
