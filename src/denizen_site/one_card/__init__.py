"""One card a person, without a list of persons: the blind index, its keys, its nights and its burns."""
