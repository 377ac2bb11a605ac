"""The library: pure functions over bytes, values and instants."""
