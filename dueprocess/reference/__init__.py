"""Reference pages (规则手册) made from the law's data: pages a stage, the forty nodes, a map."""
