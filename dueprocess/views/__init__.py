"""What the desk shows in a terminal (视图): each view takes read rows and gives a Rich picture."""
