"""What is planted is found, in every writing; what is not there is not."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from datetime import date

import pytest

from denizen_cli.seizing import (
    day_needles,
    family_of,
    needles,
    picture_needles,
    search_bytes,
    search_folder,
    search_pieces,
    search_process,
)

NAME = "Zqvexía Ananda-Ñor"


@pytest.mark.parametrize(
    "written",
    [
        NAME.encode(),
        NAME.upper().encode(),
        NAME.encode("utf-16-le"),
        NAME.upper().encode("utf-16-le"),
        NAME.encode().hex().upper().encode(),
        b"zqvexia ananda-nor",
        b"skbs annd nor",
        json.dumps({"name": NAME}).encode(),
        NAME.encode().hex().encode(),
        NAME[::-1].encode(),
        *(base64.b64encode(b"x" * shift + NAME.encode() + b" and more") for shift in range(3)),
    ],
    ids=[
        "plain",
        "upper",
        "utf-16",
        "upper-16",
        "upper-hex",
        "bare",
        "sound",
        "json",
        "hex",
        "reversed",
        "b64+0",
        "b64+1",
        "b64+2",
    ],
)
def test_a_value_is_found_in_every_writing(written):
    found = list(
        search_bytes(b"before " + written + b" after", needles("name", NAME), place="here")
    )
    assert {trace.label for trace in found} == {"name"}
    assert NAME not in repr(found)


def test_nothing_is_found_where_nothing_is():
    wanted = [*needles("name", NAME), *day_needles("birth date", date(1913, 7, 19))]
    assert list(search_bytes(b"Maria Lopez 1987-03-14" * 100, wanted, place="here")) == []


@pytest.mark.parametrize(
    "form", ["1913-07-19", "07/19/1913", "19 JUL 1913", "July 19, 1913", "19 de julio de 1913"]
)
def test_a_date_is_found_as_people_and_cards_write_it(form):
    wanted = day_needles("birth date", date(1913, 7, 19))
    assert list(search_bytes(form.encode(), wanted, place="here"))


def test_a_value_across_the_border_of_two_pieces_is_found():
    data = b"a" * 100 + NAME.encode() + b"b" * 100
    halves = iter([data[:105], data[105:]])
    assert list(search_pieces(halves, needles("name", NAME), place="here"))


def test_a_slice_of_a_picture_is_enough():
    picture = os.urandom(60_000)
    wanted = picture_needles("photo", picture)
    assert list(search_bytes(picture[20_000:40_000], wanted, place="here"))
    assert not list(search_bytes(os.urandom(60_000), wanted, place="here"))


def test_files_and_their_names_are_searched(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "spool.bin").write_bytes(b"\0" * 9_000_000 + NAME.encode())
    (tmp_path / f"{NAME}.pdf").touch()
    places = {trace.place for trace in search_folder(tmp_path, needles("name", NAME))}
    assert len(places) == 2


def test_the_memory_of_a_live_process_and_of_its_children_is_searched():
    script = (
        "import subprocess, sys\n"
        f"kept = ''.join(chr(ord(c)) for c in {NAME!r})\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import sys; sys.stdin.read()'], stdin=-1)\n"
        "print('ready', flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "ready\n"
        family = family_of(process.pid)
        assert len(family) == 2
        assert list(search_process(process.pid, needles("name", NAME)))
        process.communicate("")


def test_what_processes_share_is_searched_once_and_what_was_found_is_found_again():
    clean, wanted = set(), needles("name", NAME)
    holding, empty = [b"before " + NAME.encode()], [bytes(1000)]
    for _ in range(2):
        assert list(search_pieces(iter(holding), wanted, place="here", clean=clean))
        assert not list(search_pieces(iter(empty), wanted, place="here", clean=clean))
    assert len(clean) == 1
