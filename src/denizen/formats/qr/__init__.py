"""The printed QR credential (Claim 169, profile MRC-QR-1); one file per stage."""
