"""From a holder and a portrait to a card that is signed, pressed, read back and recorded, or to nothing."""
