"""One case in the terminal (案件视图): its clocks, changes, money, measures and papers."""
