"""A custodian elsewhere, as a station asks it: a line a question, a deadline, a name for every failure."""

from __future__ import annotations

import http.client
import secrets
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from denizen.errors import CustodianFaultError
from denizen.linkage.oprf import ShareAnswer
from denizen_custodian.daemon import with_files
from denizen_custodian.wire import (
    MOST_BYTES,
    NONCE_BYTES,
    Question,
    read_answer,
    read_object,
    write_question,
)

SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class RemoteCustodian:
    """Asks one custodian's daemon; `today` gives the custodians' day."""

    index: int
    host: str
    port: int
    tls: ssl.SSLContext = field(repr=False)
    today: Callable[[], date] = field(repr=False)
    seconds: float = SECONDS

    def answer(self, epoch: str, elements: tuple[bytes, ...]) -> ShareAnswer:
        """Ask; raises `LinkageError` with the custodian's own code, or `custodian.away`."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        status, data = self.post(
            "/evaluate", write_question(Question(epoch, self.today(), nonce, elements))
        )
        if status == 200:
            return read_answer(data)
        raise self.refused(data)

    def hold(self) -> None:
        """Ask the custodian to keep its share from now on; raises `LinkageError` when it does not say so."""
        status, data = self.post("/hold", b"")
        if status != 200:
            raise self.refused(data)

    def refused(self, data: bytes) -> CustodianFaultError:
        """Name a refusal by the code that the custodian gave, if it is one of a custodian's."""
        code = str(read_object(data).get("code", ""))
        known = code if code.startswith(("custodian.", "oprf.")) else "custodian.refused"
        return CustodianFaultError(known, "the custodian refused", custodian=self.index)

    def post(self, path: str, body: bytes) -> tuple[int, bytes]:
        """Send and read within the deadline; raises `CustodianFaultError` when nobody answers."""
        line = http.client.HTTPSConnection(
            self.host, self.port, timeout=self.seconds, context=self.tls
        )
        try:
            line.request("POST", path, body)
            response = line.getresponse()
            return response.status, response.read(MOST_BYTES)
        except (OSError, http.client.HTTPException):
            raise CustodianFaultError(
                "custodian.away", "the custodian does not answer", custodian=self.index
            ) from None
        finally:
            line.close()


def client_tls(folder: Path) -> ssl.SSLContext:
    """Set a station's side of TLS up; raises `LinkageError` when a certificate is missing."""
    return with_files(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), folder)
