"""A visit in progress: one sealed row that nobody opens without the clerk's own browser."""
