"""The public door's one question to the desk, through the socket in the home folder."""

from __future__ import annotations

import http.client
import json
import socket
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from denizen.credential import CardNumber, RevocationCode
from denizen_site.config.boot import current_environment
from denizen_site.config.doors import INNER_SOCKET
from denizen_site.errors import StateError

ANSWER_SECONDS: Final = 15


class UnixConnection(http.client.HTTPConnection):
    """HTTP over a socket of this machine."""

    def __init__(self, path: Path) -> None:
        """Remember where the socket is."""
        super().__init__("inner", timeout=ANSWER_SECONDS)
        self.path = path

    def connect(self) -> None:
        """Open the socket."""
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self.path))


def ask_to_stop(number: CardNumber, code: RevocationCode) -> bool:
    """Ask the desk to stop a card; says whether number and code belong together.

    Raises `StateError` when the desk does not answer, which means that nothing is known to have been stopped.
    """
    connection = UnixConnection(current_environment().home / INNER_SOCKET)
    body = urlencode({"number": number.value, "code": code.value})
    try:
        connection.request(
            "POST", "/stop", body, {"Content-Type": "application/x-www-form-urlencoded"}
        )
        response = connection.getresponse()
        answer = json.loads(response.read(1000))
        if response.status == 200 and isinstance(answer.get("stopped"), bool):
            return bool(answer["stopped"])
    except (OSError, http.client.HTTPException, ValueError, AttributeError):
        pass
    finally:
        connection.close()
    raise StateError(
        "state.desk_unreachable",
        "the desk's computer does not answer just now, so the card is not stopped yet",
        mend="Try again in a few minutes, or call the city's desk.",
    )
