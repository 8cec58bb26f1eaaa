"""The tracks (轨道) of a simulated case, one a file."""
