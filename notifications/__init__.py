"""What the court says to people: letters, alerts, digests, and their delivery."""
