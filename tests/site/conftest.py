"""A home of its own for every test, with or without a programme in it."""

from __future__ import annotations

import base64
import io
import itertools
import shutil
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import pytest
from django.contrib.auth.hashers import ScryptPasswordHasher
from django.test import Client
from PIL import Image
from whitenoise.middleware import WhiteNoiseMiddleware

from denizen._encoding import base64url
from denizen.charter import load_charter
from denizen.credential.holder import parse_holder
from denizen.trust import ProgrammeMode
from denizen_site.config import boot
from denizen_site.config.doors import DoorName
from denizen_site.config.environment import read_environment

# The rooms' models can be imported only once Django knows its settings; every test then starts its own home.
# The desk's settings hold for all tests of a process; those of another door set what differs for themselves.
SECRET = {"DENIZEN_DESK_SECRET": base64.b64encode(bytes(32)).decode()}
boot.configure(read_environment(SECRET, home=Path("/nowhere")), DoorName.DESK)

ROOT = Path(__file__).resolve().parents[2]
AT = datetime(2026, 11, 22, 15, 40, 13, tzinfo=UTC)


def read_charter(name: str):
    folder = ROOT / "charters" / name
    paths = [*folder.glob("*.toml"), *folder.glob("text/*"), folder / "SOURCES.md"]
    return load_charter({path.relative_to(folder).as_posix(): path.read_bytes() for path in paths})


@pytest.fixture(scope="session", autouse=True)
def files_are_listed_once():
    """Every browser of a test would list the served files anew: a tenth of the time of all these tests."""
    listed, listing = {}, WhiteNoiseMiddleware.add_files_from_finders

    def once(middleware):
        if not listed:
            listing(middleware)
            listed.update(middleware.files)
        middleware.files.update(listed)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", once)
        yield


@pytest.fixture(scope="session", autouse=True)
def passwords_cost_little():
    """Stretching passwords was a fifth of the time of the tests that sign somebody in; gives what it costs staff."""
    shipped = ScryptPasswordHasher.work_factor
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ScryptPasswordHasher, "work_factor", 2**8)
        yield shipped


@pytest.fixture(scope="session", autouse=True)
def passphrases_cost_little():
    """Stretching passphrases was a tenth of the time of all these tests; gives what it costs a city."""
    vault = import_module("denizen_site.custody.vault")
    shipped = vault.SCRYPT_N
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vault, "SCRYPT_N", 2**8)
        yield shipped


@pytest.fixture
def at():
    """A Sunday afternoon, at a second that nothing may keep."""
    return AT


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory):
    """A home whose tables were made once: fourteen migrations a test would be most of the time of all tests."""
    place = tmp_path_factory.mktemp("empty") / "home"
    boot.start(place, variables={})
    boot.close_connections()
    return place


@pytest.fixture
def home(empty_home, tmp_path):
    """A home without a programme."""
    place = tmp_path / "home"
    shutil.copytree(empty_home, place)
    boot.start(place, variables={})
    return place


@pytest.fixture(scope="session")
def charter():
    return read_charter("new-haven")


@pytest.fixture(scope="session")
def other_charter():
    return read_charter("hartford")


@pytest.fixture
def programme(home, charter, at):
    """A demonstration bound to its issuer, with a small list."""
    actions = import_module("denizen_site.custody.actions")
    return actions.initialise(
        mode=ProgrammeMode.DEMONSTRATION, charter=charter, at=at, list_size=2**13
    )


@pytest.fixture(scope="session")
def photo():
    """A picture of the right size that shows nobody."""
    picture = Image.linear_gradient("L").resize((600, 750)).convert("RGB")
    picture.paste((190, 140, 110), (180, 200, 420, 520))
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture
def holder():
    """Somebody who does not exist."""
    person = {
        "name": "Rosalía Ñáñez-Quispe Güemes",
        "birth_date": "1987-03-14",
        "address": {
            "mode": "home",
            "lines": ["214 Grand Avenue, Apt 3"],
            "city": "New Haven",
            "state": "CT",
            "zip": "06513",
        },
        "signature": "Rosalía Ñáñez",
        "card_language": "es",
    }
    return parse_holder(person, where="person.json")


@pytest.fixture
def order(charter, holder, photo, tmp_path):
    """What a visit brings."""
    issue_order = import_module("denizen_site.issuance.actions").IssueOrder
    return issue_order(charter=charter, holder=holder, photo=photo, out=tmp_path / "cards")


@pytest.fixture
def as_role(home, at):
    """Give clients that are signed in, each as a new member of staff: `as_role("clerk", station=True)`."""
    models = import_module("denizen_site.accounts.models")
    sessions = import_module("denizen_site.accounts.sessions")
    stations = import_module("denizen_site.accounts.stations")
    numbers = itertools.count(1)

    def sign_in(role, *, station=True, at=at):
        number = next(numbers)
        client = Client(**{"denizen.at": at, "SERVER_NAME": "localhost"})
        staff = models.Staff.objects.create(
            username=f"{role}-{number}", shown_as=f"{role} {number}", role=str(role)
        )
        place = None
        if station:
            place, secret = stations.register(
                f"Desk {number}", "City Hall", day=at.date(), by=staff.id
            )
            client.cookies[stations.COOKIE] = base64url.encode(secret)
        stage = sessions.Stage.FULL
        token = sessions.begin(staff, stage=stage, station=place, at=at)
        client.cookies[sessions.COOKIE] = token
        client.staff, client.station = staff.id, place
        return client

    return sign_in
