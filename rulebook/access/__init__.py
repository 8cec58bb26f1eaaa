"""Who may see and do what (权限): the matrix of rights, the decision on it, and log-in's limits."""
