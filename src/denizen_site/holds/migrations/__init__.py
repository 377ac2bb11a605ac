"""The tables of this room, change by change."""
