"""A browser without JavaScript, made of the standard library: cookies, forms, redirections, milliseconds."""

from __future__ import annotations

import http.client
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

from denizen_cli.benches.page_forms import PageForm, read_forms
from denizen_site.errors import StateError

REDIRECTS = (301, 302, 303)
SECONDS = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its status, where it came from, its text, and how long it took here and there."""

    status: int
    path: str
    body: bytes = field(repr=False)
    headers: dict[str, str] = field(repr=False)
    seconds: float
    server_ms: float

    @property
    def text(self) -> str:
        """Give the body as text."""
        return self.body.decode("utf-8", "replace")

    def form(self, *, having: str) -> PageForm:
        """Find the form that has a field or a button of this name; raises `StateError` when there is none."""
        for form in read_forms(self.text).forms:
            if having in form.names or any(having == name for name, _ in form.buttons):
                return form
        raise StateError(
            "bench.no_such_form", f"no form with {having} (status {self.status})", where=self.path
        )

    def form_to(self, ending: str) -> PageForm:
        """Find the form whose address ends so; raises `StateError`."""
        for form in read_forms(self.text).forms:
            if (urlsplit(form.action).path or self.path).endswith(ending):
                return form
        raise StateError(
            "bench.no_such_form", f"no form to {ending} (status {self.status})", where=self.path
        )


def no_pause() -> None:
    """Go on at once."""


@dataclass(slots=True)
class DeskClient:
    """One browser at one desk; `answers` remembers every request's time."""

    base: str
    cookies: dict[str, str] = field(default_factory=dict, repr=False)
    answers: list[Answer] = field(default_factory=list, repr=False)
    pause: Callable[[], None] = field(default=no_pause, repr=False)

    def get(self, path: str) -> Answer:
        """Open a page, following redirections."""
        self.pause()
        return self.follow(self.ask("GET", path))

    def post(self, form: PageForm, pairs: Sequence[tuple[str, str]], *, at: str) -> Answer:
        """Send a form, following redirections."""
        self.pause()
        where = urljoin(at, form.action) if form.action else at
        head = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.follow(self.ask("POST", where, body=urlencode(pairs).encode(), headers=head))

    def post_file(
        self,
        form: PageForm,
        pairs: Sequence[tuple[str, str]],
        *,
        at: str,
        file: tuple[str, bytes],
    ) -> Answer:
        """Send a form with one file."""
        mark = secrets.token_hex(16)
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in pairs
        ]
        name, data = file
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="p.jpg"\r\n'
        body = b"".join(
            [
                *parts,
                head.encode(),
                b"Content-Type: image/jpeg\r\n\r\n",
                data,
                f"\r\n--{mark}--\r\n".encode(),
            ]
        )
        where = urljoin(at, form.action) if form.action else at
        kind = {"Content-Type": f"multipart/form-data; boundary={mark}"}
        return self.follow(self.ask("POST", where, body=body, headers=kind))

    def follow(self, answer: Answer) -> Answer:
        """Follow redirections, a few at most."""
        for _ in range(5):
            if answer.status not in REDIRECTS:
                break
            answer = self.ask("GET", urljoin(answer.path, answer.headers.get("location", "/")))
        return answer

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Make one request on a connection of its own, as behind a proxy."""
        parts = urlsplit(urljoin(self.base, path))
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=SECONDS)
        sent = {"Origin": self.base.rstrip("/"), **(headers or {})}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        started = time.perf_counter()
        try:
            connection.request(
                method, parts.path + (f"?{parts.query}" if parts.query else ""), body, sent
            )
            response = connection.getresponse()
            data = response.read()
        finally:
            connection.close()
        took = time.perf_counter() - started
        for line in response.headers.get_all("Set-Cookie") or []:
            self.keep(line)
        found = {name.lower(): value for name, value in response.headers.items()}
        answer = Answer(response.status, parts.path, data, found, took, server_ms(found))
        self.answers.append(answer)
        return answer

    def keep(self, line: str) -> None:
        """Keep a cookie, or drop one that was taken back."""
        for name, morsel in SimpleCookie(line).items():
            if morsel["max-age"] == "0" or not morsel.value:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = morsel.value


def server_ms(headers: dict[str, str]) -> float:
    """Read the server's own milliseconds (Server-Timing)."""
    _, _, number = headers.get("server-timing", "").partition("dur=")
    return float(number) if number else 0.0
