"""Key material and the signing seam; never loads a file."""
