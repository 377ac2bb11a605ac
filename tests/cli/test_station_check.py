"""The station checker finds what a visit left on a workstation, and never repeats it."""

from __future__ import annotations

import io
import json
import struct
import unicodedata
import zlib

import pytest

from denizen_cli.main import main
from denizen_cli.station_traces import usual_places

NAME = "Zuzanna Brzęczyszczykiewicz"


def blank_pdf(width, height, before=b""):
    """Write the smallest PDF with one empty page."""
    box = f"[0 0 {width} {height}]".encode()
    return b"".join(
        (
            before,
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
            b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
            b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox" + box + b">>endobj\n",
            b"trailer<</Root 1 0 R>>\n%%EOF\n",
        )
    )


def png(width, height):
    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = zlib.compress(bytes((width + 1) * height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


@pytest.fixture
def look(tmp_path, capsys, monkeypatch):
    """Check a folder for traces; gives the exit code, the traces and everything that was printed."""

    def look(*planted, place=tmp_path):
        monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(planted)))
        more = ["--planted"] if planted else []
        code = main(["station", "check", str(place), "--json", *more])
        said = capsys.readouterr()
        traces = {each["path"]: each["kind"] for each in json.loads(said.out)["traces"]}
        return code, traces, said.out + said.err

    return look


def test_a_clean_workstation_is_said_to_be_clean(look, tmp_path):
    (tmp_path / "letter.pdf").write_bytes(blank_pdf(612, 792))
    (tmp_path / "holiday.png").write_bytes(png(40, 30))
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff nothing")
    code, traces, _ = look(NAME)
    assert (code, traces) == (0, {})


@pytest.mark.parametrize(
    "data",
    [
        blank_pdf(242.65, 153.01),
        blank_pdf(153, 242.6),
        blank_pdf(242.65, 400),
        blank_pdf(242.65, 153.01, before=b"https://desk/visit/print\0\0"),
    ],
)
def test_a_card_page_is_found_under_any_name(look, tmp_path, data):
    spool = tmp_path / "d00017-001"
    spool.write_bytes(data)
    code, traces, _ = look()
    assert (code, traces) == (1, {str(spool): "card page"})


def test_a_thumbnail_in_the_shape_of_a_card_is_found(look, tmp_path):
    folder = tmp_path / "thumbnails" / "large"
    folder.mkdir(parents=True)
    (folder / "a.png").write_bytes(png(256, 161))
    (folder / "b.png").write_bytes(png(256, 170))
    _, traces, _ = look()
    assert traces == {str(folder / "a.png"): "card thumbnail"}


@pytest.mark.parametrize(
    "data",
    [
        NAME.encode(),
        NAME.encode("utf-16-le"),
        unicodedata.normalize("NFD", NAME).encode(),
        b"<bookmark href='file:///tmp/Zuzanna%20Brz%C4%99czyszczykiewicz.pdf'/>",
        b"name=Zuzanna+Brz%C4%99czyszczykiewicz&x=1",
        b"x" * (2**20 - 5) + NAME.encode() + b"y" * 2**20,
    ],
)
def test_a_planted_value_is_found_and_never_repeated(look, tmp_path, data):
    (tmp_path / "recently-used.xbel").write_bytes(data)
    code, traces, said = look("nothing", NAME)
    assert (code, list(traces.values())) == (1, ["planted value"])
    assert NAME not in said


def test_links_are_not_followed_and_what_is_shut_is_said(look, tmp_path, monkeypatch):
    outside = tmp_path / "outside.pdf"
    outside.write_bytes(blank_pdf(242.65, 153.01))
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "link").symlink_to(outside)
    assert look(place=inside)[:2] == (0, {})

    def shut(*_):
        raise PermissionError

    (inside / "file").write_bytes(b"x")
    monkeypatch.setattr("denizen_cli.station_traces.kind_of", shut)
    code, traces, said = look(place=inside)
    assert (code, traces) == (2, {})
    assert str(inside / "file") in said


def test_the_usual_places_are_those_that_exist(tmp_path):
    (tmp_path / "Downloads").mkdir()
    places = usual_places(tmp_path)
    assert tmp_path / "Downloads" in places
    assert tmp_path / ".mozilla" not in places
    assert all(place.exists() for place in places)
