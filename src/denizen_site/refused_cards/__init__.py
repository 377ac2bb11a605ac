"""What people told us of places that did not take the card, without a word about themselves."""
