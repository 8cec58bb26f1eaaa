"""Commands of supervision (督办命令): items, orders, letters, interviews, lists, reviews."""
