"""A community in text files: names to bytes in, a typed charter out."""
