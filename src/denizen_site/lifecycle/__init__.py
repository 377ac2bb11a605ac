"""What happens to a card after it is issued, and the public lists that say so."""
