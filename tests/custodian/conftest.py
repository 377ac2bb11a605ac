"""Four custodians' folders after a ceremony on sticks, and daemons of their own processes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from custodian_table import EPOCH, RULES, Running, command, free_port

from denizen_custodian.folder import CustodianFolder
from denizen_custodian.sodium import opened_group


@pytest.fixture(scope="session")
def group():
    return opened_group("rbcl")


@pytest.fixture(scope="session")
def ceremony(tmp_path_factory):
    """Play the ceremony once: each deals, sticks go round, each accepts."""
    place = tmp_path_factory.mktemp("ceremony")
    for own in range(1, 5):
        assert (
            command("custodian", "deal", "--epoch", EPOCH, "--as", own, "--out", place / f"d{own}")
            == 0
        )
    table = place / "table"
    table.mkdir()
    for path in place.glob("d*/*.json"):
        (table / path.name).write_bytes(path.read_bytes())
    for own in range(1, 5):
        assert (
            command(
                "custodian", "accept", "--as", own, "--from", table, "--folder", place / f"c{own}"
            )
            == 0
        )
    sides = [word for own in range(1, 5) for word in ("--custodian", f"c{own}=127.0.0.1")]
    stations = ["--station", "desk-1", "--station", "desk-2"]
    assert command("custodian", "certificates", "--out", place / "tls", *sides, *stations) == 0
    return place


@pytest.fixture
def folders(ceremony, tmp_path):
    """Copies of the four folders, each with rules and certificates."""
    made = []
    for own in range(1, 5):
        folder = tmp_path / f"c{own}"
        folder.mkdir()
        for path in (*(ceremony / f"c{own}").iterdir(), *(ceremony / "tls" / f"c{own}").iterdir()):
            (folder / path.name).write_bytes(path.read_bytes())
        (folder / "custodian.toml").write_text(RULES.format(port=free_port()))
        made.append(CustodianFolder(folder))
    return made


@pytest.fixture
def station(ceremony):
    return ceremony / "tls" / "desk-1"


@pytest.fixture
def running(folders):
    daemons = [Running(folder) for folder in folders]
    yield daemons
    for each in daemons:
        if each.process.poll() is None:
            each.stop()
