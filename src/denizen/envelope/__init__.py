"""Signed envelopes; the only callers of sign and of raw verify."""
