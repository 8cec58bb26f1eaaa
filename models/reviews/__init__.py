"""Scheduled reviews (核查): what each kind finds, what becomes of a finding."""
