"""What the write path is made of: from an arrival to ink."""
