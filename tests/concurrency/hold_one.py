"""A process that issues a card into a visit and stops at a named step: HOME TOKEN STEP HOW [REPLACED].

HOW is `spot` or `later`; at `ready` it waits for a word first, so that two can begin together.
"""

from __future__ import annotations

import dataclasses
import json
import os
import sys
import time
from pathlib import Path

from issue_one import AT, PERSON, draw_picture, read_charter

from denizen.charter import ModeOfIssue
from denizen.credential import CardNumber
from denizen.credential.holder import parse_holder
from denizen.errors import DenizenError
from denizen_site.config import boot

STATION_SECRET, STATION = bytes(32), "desk0001"


def main(home: str, token: str, stop_at: str, how: str, replaced: str | None = None) -> None:
    """Issue into the visit that a token opens; say where it stopped, or what came of it."""
    boot.start(Path(home), variables=os.environ)
    from denizen_press.photo import prepare_photo  # noqa: PLC0415
    from denizen_site.enrolment import actions as enrolment  # noqa: PLC0415
    from denizen_site.enrolment.visit import HeldParts  # noqa: PLC0415
    from denizen_site.issuance import print_jobs, stock  # noqa: PLC0415
    from denizen_site.issuance.actions import CardOrder, issue_held  # noqa: PLC0415
    from denizen_site.lifecycle import actions as lifecycle  # noqa: PLC0415

    def observer(step: str) -> None:
        if step == stop_at:
            print(f"at {step}", flush=True)
            time.sleep(600)

    def hold(held) -> None:
        code, serial, files = "", "", dict(held.files)
        if how == "later":
            code, files = print_jobs.queue(held, at=AT), {}
        else:
            serial = stock.take_next(STATION, at=AT)
        parts = HeldParts(held.number.value, files, serial=serial, pick_up_code=code)
        enrolment.save(opened.changed(opened.visit.with_(held=parts)))

    charter = read_charter()
    if how == "later":
        issue = dataclasses.replace(charter.issue, mode=ModeOfIssue.LATER, max_days=14)
        charter = dataclasses.replace(charter, issue=issue)
    holder, photo = parse_holder(PERSON, where="person"), prepare_photo(draw_picture())
    order = CardOrder(charter, holder, photo)
    opened = enrolment.load(enrolment.VisitToken.read(token), station_secret=STATION_SECRET, at=AT)
    if stop_at == "ready":
        print("ready", flush=True)
        sys.stdin.readline()
    try:
        if replaced is None:
            held = issue_held(order, hold=hold, at=AT, observer=observer)
        else:
            old = lifecycle.Replaced(CardNumber(replaced), lifecycle.ReplacementReason.LOST)
            held = lifecycle.replace_held(old, order, hold=hold, at=AT, observer=observer)
    except DenizenError as refusal:
        print(json.dumps({"refused": refusal.code}), flush=True)
        return
    print(json.dumps({"number": held.number.value}), flush=True)


main(*sys.argv[1:])
