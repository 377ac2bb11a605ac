"""What anybody may read: the public log, the daily totals, what the city holds, and stopping a card."""
