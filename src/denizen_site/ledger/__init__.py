"""How many acts of each kind a day saw; no resident, no card, no order inside a day."""
