"""The desk's command line (命令行): one command group a file, one line for every mistake."""
