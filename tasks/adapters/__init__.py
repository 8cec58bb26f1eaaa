"""Adapters (对接): what the court's other systems are asked, and what comes back as facts."""
