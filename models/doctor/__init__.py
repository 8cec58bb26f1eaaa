"""The doctor (体检): checks over the whole book, each finding with the way out."""
