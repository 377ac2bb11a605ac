"""Migrations of the room `one_card`."""
