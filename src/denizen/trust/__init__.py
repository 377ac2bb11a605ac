"""Who may sign what, under a pinned root; never fetches."""
