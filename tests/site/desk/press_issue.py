"""A worker that serves the desk's button Issue and stops at a named step, to be killed: HOME STEP COOKIES DIGEST."""

from __future__ import annotations

import base64
import functools
import json
import os
import sys
import time
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from denizen_site.config import boot
from denizen_site.config.doors import DoorName
from denizen_site.config.environment import read_environment

AT = datetime(2026, 11, 22, 15, 40, 13, tzinfo=UTC)
SECRET = {"DENIZEN_DESK_SECRET": base64.b64encode(bytes(32)).decode()}


def main(home: str, stop_at: str, cookies: str, confirmed: str) -> None:
    """Press the button as a browser does; say when the step has come, and wait there for the end."""
    boot.configure(read_environment({**os.environ, **SECRET}, home=Path(home)), DoorName.DESK)
    boot.start(Path(home), variables={**os.environ, **SECRET})
    issuing = import_module("denizen_site.desk.issuing")

    def observer(step: str) -> None:
        if step == stop_at:
            print(f"at {step}", flush=True)
            time.sleep(600)

    issuing.issue_held = functools.partial(issuing.issue_held, observer=observer)
    client = import_module("django.test").Client(**{"denizen.at": AT, "SERVER_NAME": "localhost"})
    for name, value in json.loads(cookies).items():
        client.cookies[name] = value
    answer = client.post("/visit/issue", {"confirmed": confirmed, "settled": "on"})
    print(answer.status_code, answer.headers.get("Location", ""), flush=True)


main(*sys.argv[1:])
