"""A process that issues a card and stops at a named step, to be killed there: HOME OUT STEP [REPLACED]."""

from __future__ import annotations

import io
import json
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from denizen.charter import load_charter
from denizen.credential import CardNumber
from denizen.credential.holder import parse_holder
from denizen_site.config import boot

AT = datetime(2026, 11, 22, 15, 40, 13, tzinfo=UTC)
PERSON = {"name": "Rosalía Ñáñez-Quispe Güemes", "birth_date": "1987-03-14"}
CHARTER = Path(__file__).resolve().parents[2] / "charters" / "new-haven"


def read_charter():
    """Load the charter as the command line does."""
    paths = [*CHARTER.glob("*.toml"), *CHARTER.glob("text/*"), CHARTER / "SOURCES.md"]
    return load_charter({p.relative_to(CHARTER).as_posix(): p.read_bytes() for p in paths})


def draw_picture() -> bytes:
    """Draw a picture of the right size that shows nobody."""
    picture = Image.linear_gradient("L").resize((600, 750)).convert("RGB")
    picture.paste((190, 140, 110), (180, 200, 420, 520))
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


def main(home: str, out: str, stop_at: str, replaced: str | None = None) -> None:
    """Issue, or replace a card; say when the step has come, and wait there for the end."""
    boot.start(Path(home), variables=os.environ)
    from denizen_site.issuance.actions import IssueOrder, issue_card  # noqa: PLC0415
    from denizen_site.lifecycle.actions import replace  # noqa: PLC0415

    def observer(step: str) -> None:
        if step == stop_at:
            print(f"at {step}", flush=True)
            time.sleep(600)

    holder = parse_holder(PERSON, where="person")
    order = IssueOrder(read_charter(), holder, draw_picture(), Path(out))
    if replaced is None:
        issued = issue_card(order, at=AT, observer=observer)
    else:
        issued = replace(CardNumber(replaced), order, at=AT, observer=observer)
    print(json.dumps({"number": issued.number.value, "index": issued.status_index}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
