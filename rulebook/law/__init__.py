"""The law as types (规则): rules, facts, gates, ladders, lists, and the lawbook that holds them."""
