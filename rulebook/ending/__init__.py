"""Ends of a case (终局): rounds that end and resume, objections, settlements, closing."""
