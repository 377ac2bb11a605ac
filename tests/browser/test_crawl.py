"""Every address of both doors, asked by everybody, with forms sent empty and full of junk: no fault, no leak."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from scripted import Scripted, somebody

from denizen_cli.benches.desk_client import DeskClient
from denizen_cli.benches.page_forms import read_forms
from denizen_site.register.checking import unregistered

MATRIX = Path(__file__).resolve().parents[1] / "site" / "accounts" / "matrix.toml"
JUNK = (
    "\N{RIGHT-TO-LEFT OVERRIDE}Ж' OR 1=1;-- <script>{{7*7}}\r\nX: y" + "9" * 300,
    "a\x00b",
    "-1",
)
# What would end the crawl: the way out, the seats, what shuts other people's seats, and what stops all intake.
NOT_SENT = ("/sign-out/", "/demonstration/", "/end/", "/deactivate/", "/retire/", "/door")
FAULTS = ("Traceback (most recent", "django.", "sqlite3.", "&lt;WSGIRequest", "OperationalError")
PLACES = re.compile(r"<[^>]+>")
# What HTTP itself wants of any server, written by gunicorn below the site (RFC 9110, 9112); cookies are judged by name.
OF_THE_WIRE = {"connection", "date", "server", "set-cookie", "transfer-encoding"}
QUERIES = {"next", "wrong", "language"}


@dataclass
class Noting(DeskClient):
    """A client that remembers the names of the cookies that it was given."""

    noted: set[str] = field(default_factory=set)

    def keep(self, line: str) -> None:
        self.noted.update(SimpleCookie(line).keys())
        super().keep(line)


@dataclass
class Walk:
    """One person's walk over a door."""

    client: DeskClient
    seen: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    cookies: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.client = Noting(self.client.base, self.client.cookies, noted=self.cookies)

    def over(self, seeds) -> Walk:
        """Ask for everything that can be reached from some addresses."""
        waiting = list(seeds)
        while waiting:
            path = waiting.pop()
            if path in self.seen:
                continue
            self.seen.add(path)
            waiting.extend(self.look(path))
        return self

    def look(self, path: str) -> list[str]:
        """Open one page, send its forms, and list where it leads."""
        page = self.judged(self.client.ask("GET", path), f"GET {path}")
        leads = [page.headers["location"]] if "location" in page.headers else []
        if page.headers.get("content-type", "").startswith("text/html"):
            found = read_forms(page.text)
            leads += found.links
            for form in found.forms:
                self.send(form, urljoin(path, form.action or path))
        self.addresses.update(leads)
        parts = [urlsplit(urljoin(urljoin(self.client.base, path), each)) for each in leads]
        host = urlsplit(self.client.base).netloc
        return [part.path for part in parts if part.netloc == host and part.path]

    def send(self, form, address: str) -> None:
        """Send a form with nothing in it, and with junk in everything."""
        path = urlsplit(address).path
        if (
            form.method != "post"
            or any(each in path for each in NOT_SENT)
            or path + "!" in self.seen
        ):
            return
        self.seen.add(path + "!")
        token = form.values.get("csrfmiddlewaretoken", [""])[0]
        fixed = [("csrfmiddlewaretoken", token)]
        names = {*form.names, *(name for name, _ in form.buttons)} - {"csrfmiddlewaretoken"}
        for junk in (None, *JUNK):
            pairs = fixed + ([] if junk is None else [(name, junk) for name in sorted(names)])
            answer = self.client.post(form, pairs, at=path)
            self.judged(answer, f"POST {path}")
            self.addresses.add(answer.path)

    def judged(self, answer, what: str):
        """Note what no answer may be or hold."""
        if answer.status >= 500:
            self.faults.append(f"{what}: {answer.status}")
        self.faults += [f"{what}: {each}" for each in FAULTS if each in answer.text]
        return answer

    def require_clean(self, *private: str) -> None:
        """Hold everything that was seen against what may be seen."""
        assert self.faults == []
        answers = [
            SimpleNamespace(headers=answer.headers.keys() - OF_THE_WIRE, cookies=())
            for answer in self.client.answers
        ]
        answers.append(SimpleNamespace(headers=(), cookies=self.cookies))
        assert unregistered(answers) == []
        walked = {unquote(each) for each in self.addresses}
        walked |= {unquote(answer.path) for answer in self.client.answers}
        assert not [each for each in walked for value in private if value and value in each]
        queries = {
            pair.partition("=")[0] for each in walked for pair in urlsplit(each).query.split("&")
        }
        assert queries - {""} <= QUERIES


def every_address() -> list[str]:
    """List the desk's addresses from the golden table, with a sample in each place."""
    table = tomllib.loads(MATRIX.read_text())
    return sorted(PLACES.sub(sample, route) for route in addresses_in(table))


def sample(place: re.Match[str]) -> str:
    return "2026-11-22" if "day" in place[0] else "some-id"


def addresses_in(table) -> set[str]:
    """Find what looks like an address among keys and values of the table."""
    found = set()
    for key, value in table.items() if isinstance(table, dict) else ():
        found |= {key} if key.startswith("/") else set()
        found |= addresses_in(value)
    return found


def private_of(walk: Walk) -> list[str]:
    who = somebody()
    return [*who.name.split(), "1991", who.street, who.zip_code]


def test_whoever_is_not_signed_in_is_led_to_the_door_and_finds_no_fault(doors):
    addresses = every_address()
    assert len(addresses) > 60
    walk = Walk(DeskClient(doors.desk)).over(["/", *addresses])
    for answer in walk.client.answers:
        assert answer.status in (200, 302, 400, 403, 404, 405, 422, 429), answer.path
    walk.require_clean(*private_of(walk))


def test_the_public_door_sets_no_cookie_and_has_no_fault(doors):
    walk = Walk(DeskClient(doors.public)).over(["/", "/stop", "/status", "/en/", "/xx/", "/en/no"])
    assert not walk.cookies
    assert any(each.endswith("/figures") for each in walk.seen)
    walk.require_clean(*private_of(walk))


ROLES = ("clerk", "supervisor", "records", "auditor", "director")


@pytest.mark.long
@pytest.mark.parametrize("role", ROLES)
def test_every_role_finds_no_fault_at_any_address(doors, role):
    desk = Scripted.seated(doors, role)
    walk = Walk(desk.client).over(["/", *every_address()])
    walk.require_clean(*private_of(walk))


@pytest.mark.long
@pytest.mark.parametrize("step", ["at_person", "at_photo", "at_issue"])
def test_a_visit_at_any_step_meets_no_fault(doors, step):
    desk = Scripted.seated(doors)
    getattr(desk, step)()
    walk = Walk(desk.client).over([each for each in every_address() if each != "/visit/end"])
    walk.require_clean(*private_of(walk))
