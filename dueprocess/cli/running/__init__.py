"""Commands of the running system (运行命令): the book, what runs, deliveries, the doctor."""
