"""A case as it follows from its facts: replay, projection, lights, explanations."""
