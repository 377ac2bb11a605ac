"""Who accepts the card, and telling the programme that somebody did not: pages for anybody, without a name."""
