"""The public door's other question to the desk, through the same socket: note that a card was refused."""

from __future__ import annotations

import http.client
import json
from typing import Final
from urllib.parse import urlencode

from denizen_site.config.boot import current_environment
from denizen_site.config.doors import INNER_SOCKET
from denizen_site.errors import RefusedCardError, StateError
from denizen_site.open_pages.asking_to_stop import UnixConnection
from denizen_site.refused_cards.reports import Report

FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}


def tell(report: Report) -> None:
    """Hand a report to the desk.

    Raises `RefusedCardError` when it is not taken, and `StateError` when the desk does not answer, which means
    that nothing is known to be noted.
    """
    answer = asked(report)
    if answer.get("noted") is not True:
        raise RefusedCardError(
            str(answer.get("code", "refused_cards.not_offered")),
            "the report was not taken",
            mend="Try again tomorrow, or tell the city's desk.",
        )


def asked(report: Report) -> dict[str, object]:
    """Send the four fields and read the answer."""
    weeks = "" if report.weeks_back is None else str(report.weeks_back)
    fields = {"service": report.service, "place": report.place, "weeks_back": weeks}
    body = urlencode({**fields, "what": report.what.value})
    connection = UnixConnection(current_environment().home / INNER_SOCKET)
    try:
        connection.request("POST", "/refused", body, FORM)
        response = connection.getresponse()
        answer = json.loads(response.read(1000))
        if response.status == 200 and isinstance(answer, dict) and "noted" in answer:
            return answer
    except (OSError, http.client.HTTPException, ValueError):
        pass
    finally:
        connection.close()
    raise StateError(
        "state.desk_unreachable",
        "the desk's computer does not answer just now, so nothing is noted yet",
        mend="Try again in a few minutes.",
    )
