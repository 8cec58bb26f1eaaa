"""Commands on one case (案件命令): its card, its facts, its clocks, money, measures and papers."""
