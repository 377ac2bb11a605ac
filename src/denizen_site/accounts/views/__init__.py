"""The pages of signing in, of one's own account, of staff and of stations."""
