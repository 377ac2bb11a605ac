"""Signed envelopes, COSE_Sign1 and JWS; the only callers of sign and raw verify."""
