"""Small things that templates ask for."""
