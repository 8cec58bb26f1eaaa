"""What runs, in the terminal (运行视图): the live picture, channels, other systems, the doctor."""
