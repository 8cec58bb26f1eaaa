"""The court simulator (模拟法院): random but lawful cases, day by day through a rehearsal."""
