"""Strict encodings that every format stands on; imports only errors."""
