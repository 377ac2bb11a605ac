"""Every part of our pages on a few pages, for tests and for whoever builds with them; never part of a door."""
