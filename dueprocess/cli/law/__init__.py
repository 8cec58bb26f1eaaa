"""Commands that ask the law (法规命令): dates, rules, facts, calendar, what bars a step."""
