"""What a card says, in no format."""
