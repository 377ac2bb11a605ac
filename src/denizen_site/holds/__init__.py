"""What stops the programme's own hand: legal holds, which stop every deletion, and the pause of intake."""
