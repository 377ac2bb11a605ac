"""The environment read once, Django's settings filled from it, and the checks before anything starts."""
