"""Token Status Lists and their freshness; never fetches."""
