"""The custodian's process: TLS 1.3 with a certificate on both sides, two addresses, no log."""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

from denizen.errors import LinkageError
from denizen_custodian.folder import CustodianFolder, place_hold
from denizen_custodian.service import Service
from denizen_custodian.wire import MOST_BYTES, read_question, write_answer

SECONDS: Final = 15
Clock = Callable[[], datetime]


def now() -> datetime:
    """Give this instant."""
    return datetime.now(UTC)


class Daemon(ThreadingHTTPServer):
    """Serves one custodian; each line has a thread and a deadline of its own."""

    daemon_threads = True

    def __init__(
        self, address: tuple[str, int], service: Service, *, tls: ssl.SSLContext, clock: Clock = now
    ) -> None:
        """Listen."""
        self.service, self.tls, self.clock = service, tls, clock
        self.looks_at = clock()
        super().__init__(address, Line)

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Shake hands within the line's own thread, so that nobody can hold the door."""
        request.settimeout(SECONDS)
        try:
            line = self.tls.wrap_socket(request, server_side=True)
        except (OSError, ssl.SSLError):
            return
        Line(line, client_address, self)

    def service_actions(self) -> None:
        """Look once a while whether the share's day has come; `serve_forever` calls this."""
        at = self.clock()
        if at >= self.looks_at:
            self.looks_at = at + timedelta(minutes=10)
            self.service.burn_if_due(at)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: an address in a log is a record of who asked when."""


class Line(BaseHTTPRequestHandler):
    """One line from a station."""

    timeout = SECONDS
    server_version = "custodian"
    sys_version = ""
    server: Daemon

    def do_POST(self) -> None:
        """Answer a question, or take a hold."""
        try:
            body = self.body()
            if self.path == "/evaluate":
                self.evaluate(body)
            elif self.path == "/hold":
                self.take_hold()
            else:
                self.say(404, {"code": "custodian.no_address"})
        except LinkageError as refusal:
            self.say(422, {"code": refusal.code, "summary": refusal.summary})

    def body(self) -> bytes:
        """Read what was sent; raises `LinkageError` when it is too much."""
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > MOST_BYTES:
            raise LinkageError("custodian.malformed", "too much was sent", where="message")
        return self.rfile.read(int(length))

    def evaluate(self, body: bytes) -> None:
        """Answer one person's batch."""
        service = self.server.service
        answer = service.answer(self.station(), read_question(body), at=self.server.clock())
        self.send(200, write_answer(answer))

    def take_hold(self) -> None:
        """Place a legal hold on the share; over this line it can be placed and never lifted."""
        folder: CustodianFolder = self.server.service.folder
        place_hold(folder, day=self.server.clock().date(), why="asked for by the programme")
        self.say(200, {"held": True})

    def station(self) -> str:
        """Name the station by its certificate, never by what it says of itself."""
        shown: dict[str, Any] = self.connection.getpeercert() or {}
        names = dict(pair for each in shown.get("subject", ()) for pair in each)
        return str(names.get("commonName", ""))

    def say(self, status: int, body: dict[str, object]) -> None:
        """Answer with JSON."""
        self.send(status, json.dumps(body).encode())

    def send(self, status: int, data: bytes) -> None:
        """Send an answer and close the line."""
        self.send_response_only(status)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)
        self.close_connection = True

    def log_message(self, format: str, *_: object) -> None:  # noqa: A002 - the framework's name
        """Say nothing."""


def server_tls(folder: CustodianFolder) -> ssl.SSLContext:
    """Set TLS up: 1.3 only, and no line without a certificate of the programme's authority."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    return with_files(context, folder.path)


def with_files(context: ssl.SSLContext, path: Any) -> ssl.SSLContext:
    """Load a side's own certificate and the authority; raises `LinkageError` when one is missing."""
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.verify_mode = ssl.CERT_REQUIRED
    try:
        context.load_cert_chain(path / "tls.pem", path / "tls.key")
        context.load_verify_locations(path / "authority.pem")
    except (OSError, ssl.SSLError):
        raise LinkageError(
            "custodian.certificates",
            "tls.pem, tls.key or authority.pem is missing or no certificate",
            where=str(path),
        ) from None
    return context
