"""Measurements, each beside a named peer or limit of the same run, on distinct inputs and without caches."""
