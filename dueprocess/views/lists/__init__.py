"""Pages and lists of the day (清单视图): the morning, the Monday list, the leader's ten lines."""
