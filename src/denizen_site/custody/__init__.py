"""Keys, the root kept apart, the programme and its bond to one issuer."""
