"""The printing station from the command line: from a key made there to a batch accepted at the server."""

from __future__ import annotations

import json
import stat
import sys

import pytest
from PIL import Image

from denizen_cli.main import main
from denizen_press.photo import prepare_photo
from denizen_site.custody import station_key as keys
from denizen_site.custody import vault
from denizen_site.errors import CustodyError
from denizen_site.issuance import print_jobs
from denizen_site.issuance.actions import CardOrder, issue_card, issue_held
from denizen_site.issuance.models import Card, PrintJob

WORDS = "five random words are here"
ADDRESS = ("Rosalía Ñáñez-Quispe Güemes", "214 Grand Avenue, Apt 3")


@pytest.fixture(autouse=True)
def quick_stretching(monkeypatch):
    monkeypatch.setattr(vault, "SCRYPT_N", 2**4)


@pytest.fixture
def say(programme, home, monkeypatch, capsys):
    """Run `denizen station ... --json` in the programme's home; gives the exit code and what it said."""
    monkeypatch.setenv("DENIZEN_HOME", str(home))
    monkeypatch.setenv("DENIZEN_STATION_PASSPHRASE", WORDS)

    def say(*words):
        code = main(["station", *map(str, words), "--json"])
        said = capsys.readouterr().out
        return code, json.loads(said) if said else None

    return say


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "station"


@pytest.fixture
def registered(say, folder):
    assert say("keys", "--out", folder)[0] == 0
    code, said = say("register", folder / "station.pub")
    assert code == 0
    return said["station"]


@pytest.fixture
def issue(registered, later, holder, photo, at):
    prepared = prepare_photo(photo)

    def issue(mail_to=()):
        return issue_held(
            CardOrder(later, holder, prepared),
            hold=lambda held: print_jobs.queue(held, mail_to=mail_to, at=at),
            at=at,
        )

    return issue


def test_the_private_key_is_the_owners_alone_and_opens_with_its_passphrase_only(folder):
    public = keys.make_station_key(folder, WORDS)
    path = folder / "station.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert keys.read_public(folder / "station.pub") == public
    private = keys.open_station_key(path, WORDS)
    assert private.public_key().public_bytes_raw() == public
    assert private.private_bytes_raw() not in path.read_bytes()
    with pytest.raises(CustodyError, match=r"custody\.wrong_passphrase"):
        keys.open_station_key(path, "five other words are here")


def test_a_key_is_never_replaced_nor_protected_by_a_short_passphrase(folder):
    with pytest.raises(CustodyError, match=r"custody\.short_passphrase"):
        keys.make_station_key(folder, "short")
    keys.make_station_key(folder, WORDS)
    with pytest.raises(CustodyError, match=r"custody\.station_key_exists"):
        keys.make_station_key(folder, WORDS)


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'{"format": "denizen-root-1"}', b"\xff"])
def test_another_file_is_no_key(tmp_path, content):
    path = tmp_path / "station.key"
    path.write_bytes(content)
    for read in (lambda: keys.open_station_key(path, WORDS), lambda: keys.read_public(path)):
        with pytest.raises(CustodyError, match=r"custody\.damaged_station_key"):
            read()


def test_a_batch_is_carried_printed_and_accepted(say, issue, folder, tmp_path, at):
    held, _ = issue(), issue(mail_to=ADDRESS)
    code, said = say("batch", "--out", tmp_path / "batch.sealed")
    assert (code, said["cards"]) == (0, 2)
    batch, printed = said["batch"], tmp_path / "printed"
    words = ("--file", tmp_path / "batch.sealed", "--key", folder / "station.key")
    code, said = say("print", *words, "--out", printed)
    assert code == 0
    assert {path.name for path in printed.iterdir()} >= {
        f"{job[:12]}-{part}.pdf" for job in said["jobs"] for part in ("card", "slip")
    }
    assert {stat.S_IMODE(path.stat().st_mode) for path in printed.iterdir()} == {0o600}
    assert held.files["card.pdf"] in [path.read_bytes() for path in printed.glob("*-card.pdf")]
    (address,) = printed.glob("*-address.txt")
    assert address.read_text() == "\n".join([*ADDRESS, ""])
    code, said = say("accept", batch)
    assert (code, said) == (0, {"ready": 1, "mailed": 1, "spoilt": 0})
    assert not PrintJob.objects.exists()
    assert say("accept", batch)[0] == 1


def test_a_connected_station_prints_through_commands_and_leaves_no_file(
    say, issue, folder, tmp_path, at
):
    issue(mail_to=ADDRESS)
    _, said = say("batch")
    batch = said["batch"]
    tally = tmp_path / "tally"
    command = f"{sys.executable} -c \"import sys; open('{tally}','a').write(str(len(sys.stdin.buffer.read()))+' ')\""
    words = ("print", "--batch", batch, "--key", folder / "station.key", "--to", command)
    assert say(*words)[1]["error"] == "station.no_slip_printer"
    assert say(*words, "--slips-to", command)[1]["error"] == "station.no_address_printer"
    code, said = say(*words, "--slips-to", command, "--addresses-to", command)
    assert code == 0
    assert len(tally.read_text().split()) == 5
    assert PrintJob.objects.get().state == "printed"
    assert say("spoil", batch, said["jobs"][0][:12])[0] == 0
    assert PrintJob.objects.get().state == "spoilt"
    again = ("--slips-to", command, "--addresses-to", command, "--job", said["jobs"][0][:12])
    assert say(*words, *again)[0] == 0
    assert PrintJob.objects.get().state == "printed"
    assert say(*words, *again[:-1], "ffffffffffff0")[1]["error"] == "station.no_such_job"


def test_a_printer_that_fails_says_so_and_marks_nothing(say, issue, folder):
    issue()
    batch = say("batch")[1]["batch"]
    words = ("print", "--batch", batch, "--key", folder / "station.key", "--slips-to", "true")
    for command in ("false", "no-such-command-here", "'"):
        code, said = say(*words, "--to", command)
        assert code in {64, 70}
        assert said["error"] in {"station.printer", "station.command"}
    assert PrintJob.objects.get().state == "batched"


def test_another_stations_key_prints_nothing(say, issue, folder, tmp_path):
    issue()
    batch = say("batch")[1]["batch"]
    keys.make_station_key(tmp_path / "other", WORDS)
    words = ("--key", tmp_path / "other" / "station.key", "--out", tmp_path / "printed")
    assert say("print", "--batch", batch, *words)[1]["error"] == "issuance.job_stays_shut"
    assert not (tmp_path / "printed").exists()


def test_nobody_is_asked_where_nobody_is(say, folder, monkeypatch):
    monkeypatch.delenv("DENIZEN_STATION_PASSPHRASE")
    assert say("keys", "--out", folder)[1]["error"] == "station.no_passphrase"


def test_a_retired_station_gets_no_more_cards(say, registered, later, holder, photo, at):
    assert say("retire", registered)[0] == 0
    assert say("batch")[1]["error"] == "issuance.no_printing_station"
    assert not Card.objects.exists()


def test_the_checker_finds_a_printed_card_a_slip_and_a_picture_of_either_side(
    say, programme, order, tmp_path, at
):
    issued = issue_card(order, at=at)
    left = tmp_path / "left"
    left.mkdir()
    for name, path in issued.files.items():
        (left / f"f_{name}").write_bytes(b"https://desk/x" + path.read_bytes())
    picture = Image.open(issued.files["back_png"]).convert("RGB")
    picture.save(left / "scan.jpg", "JPEG", quality=80)
    code, said = say("check", left)
    found = {path.rpartition("/")[2] for path in (trace["path"] for trace in said["traces"])}
    assert (code, found) == (1, {*(f"f_{name}" for name in issued.files), "scan.jpg"})
