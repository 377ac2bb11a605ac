"""How large a trust list may be, checked before anything in it is read."""

from __future__ import annotations

# bytes; a thousand cities with ten keys each stay below it
LIST_BYTES = 2_000_000
# cities under one root; a federation of every municipal programme in the United States is far smaller
ISSUERS = 2_000
# keys of one city: two purposes, overlapping years, and the compromised ones that stay listed
KEYS_PER_ISSUER = 64
# roots that followed each other; a verifier that slept through more needs a new pin
HANDOVERS = 8
# bytes; one statement is below 300
HANDOVER_BYTES = 1_024
# characters; the cards' QR has no room for longer ones
URL_CHARACTERS = 200
# characters, for people
NAME_CHARACTERS = 200
# seconds; the last second of the year 9999, past which datetime has no name for an instant
LATEST_INSTANT = 253_402_300_799
# list versions are counted in 32 bits, so that every implementation holds them
HIGHEST_VERSION = 2**32 - 1
