"""How a card is written; one room per format."""
