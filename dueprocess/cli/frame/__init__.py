"""What every command stands on (命令底件): options, who signs, moments, mistakes, exit codes."""
