"""The verbs of this room."""

from denizen_site.adjudication.deciding import decide_match, override, uphold
from denizen_site.adjudication.filing import (
    Verdict,
    add_note,
    decide,
    file_case,
    new_id,
    read_case,
    set_hold,
    sweep,
)
from denizen_site.adjudication.records_key import change_passphrase, give_leave, make_key, recover
from denizen_site.adjudication.records_room import enter, leave, open_room

__all__ = [
    "Verdict",
    "add_note",
    "change_passphrase",
    "decide",
    "decide_match",
    "enter",
    "file_case",
    "give_leave",
    "leave",
    "make_key",
    "new_id",
    "open_room",
    "override",
    "read_case",
    "recover",
    "set_hold",
    "sweep",
    "uphold",
]
