"""What a demand for everything, or for one person, is answered with: one text for drill and public page."""

from __future__ import annotations

from typing import Final

from denizen_site.register.entry import gettext_noop

NAMED: Final = gettext_noop(
    "No table has a column for a name, a date of birth, an address or a photo, and no screen or command"
    " searches for a person. The answer below is the same whoever is named; what is listed is held of cards,"
    " not of people."
)
SEALED: Final = gettext_noop(
    "Sealed values are listed with the rest. The programme holds a visit's key only in the clerk's browser, a"
    " print job's only at the printing station, and a case's with those who hold the paper key."
)
INDEXED: Final = gettext_noop(
    "This city's council has turned the check for second cards on. Its rows are random to whoever has the"
    " database and every key of the city: to find out whether a named person has a card, as many of the key"
    " holders as the charter says would each have to help, and after a key is destroyed nobody can."
)
