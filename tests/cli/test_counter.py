"""`denizen counter build` as whoever puts the counter up meets it: a folder, a set-up, a sheet, a door."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from denizen.keys import SoftwareSigner
from denizen_cli.door_process import COUNTER_VARIABLES, DoorPlan, variables_for
from denizen_cli.main import main
from denizen_site.config.counter_door import LISTS, CounterFiles

URL = "https://counter.example.gov/"
FIRST_LOAD = 700_000  # bytes, compressed: issue 4


@pytest.fixture
def root(tmp_path) -> Path:
    path = tmp_path / "root.pub"
    pin = {"mode": "live", "key": SoftwareSigner.generate().public_key.to_jwk()}
    path.write_text(json.dumps(pin))
    return path


@pytest.fixture
def build(tmp_path, root, capsys):
    """Build for New Haven; gives the exit code and what was printed as JSON."""

    def run(*words: str, out: Path | None = None):
        folder = out or tmp_path / "home" / "counter"
        argv = ["counter", "build", "--charter", "new-haven", "--root", str(root), "--json"]
        code = main([*argv, "--out", str(folder), *words])
        return code, json.loads(capsys.readouterr().out)

    return run


def test_the_first_load_is_small_and_every_file_has_its_digest(build):
    code, told = build()
    assert code == 0
    assert told["first_load_bytes"] < FIRST_LOAD
    folder = Path(told["folder"])
    listed = (folder / "files.js").read_text()
    files = json.loads(re.fullmatch(r"self\.COUNTER_FILES = (.*);\n", listed, re.DOTALL)[1])
    named = files["files"] | files["later"]
    assert {"index.html", "page/main.js", "verification/index.js"} <= set(files["files"])
    for name, digest in named.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert not [name for name in named if name.startswith(("setup/", "lists/"))]


def test_the_sheets_codes_name_the_very_file_that_was_written(build):
    _, told = build("--url", URL, "--phone", "+1 203 555 0100")
    picture = next(Path(path) for path in told["sheet"] if path.endswith("-library.png"))
    text = zxingcpp.read_barcodes(Image.open(picture))[0].text
    assert text == told["links"]["library"]
    address, _, packed = text.partition("#setup=")
    link = json.loads(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
    content = Path(told["setup"]).read_bytes()
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
    assert (address, link) == (URL, {"u": "setup/new-haven.json", "h": digest, "s": "library"})
    assert json.loads(content)["desk"]["phone"] == "+1 203 555 0100"
    assert any(path.endswith("sheet.pdf") for path in told["sheet"])


def test_a_page_may_fetch_lists_from_where_they_lie_and_from_nowhere_else(build):
    _, told = build("--lists", "https://cards.example.gov/")
    page = (Path(told["folder"]) / "index.html").read_text()
    assert "connect-src 'self' https://cards.example.gov;" in page
    setup = json.loads(Path(told["setup"]).read_bytes())
    assert setup["trust"] == ["https://cards.example.gov/trust.cose"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--lists", "cards.example.gov"], "counter.lists"),
        (["--url", "counter.example.gov"], "counter.url"),
    ],
)
def test_an_address_that_no_page_could_use_is_refused(build, words, code):
    assert build(*words)[1]["error"] == code


def test_a_folder_that_holds_something_else_is_left_alone(build, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("mine")
    code, told = build(out=other)
    assert (code, told["error"]) == (64, "counter.folder_in_use")
    assert (other / "letter.txt").read_text() == "mine"


def test_building_again_takes_the_earlier_ones_place(build):
    first, second = build()[1], build()[1]
    assert (first["version"], first["short_form"]) == (second["version"], second["short_form"])


def test_no_page_holds_a_script_or_style_of_its_own():
    counter = Path(__file__).resolve().parents[2] / "counter"
    for page in counter.rglob("*.html"):
        text = page.read_text()
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", text), page


def test_the_three_languages_say_the_same_things_and_never_a_reason():
    words = Path(__file__).resolve().parents[2] / "counter" / "words"
    read = {each.stem: json.loads(each.read_text()) for each in words.glob("*.json")}
    assert set(read) == {"en", "es", "ar"}
    assert read["en"].keys() == read["es"].keys() == read["ar"].keys()
    for tag, sentences in read.items():
        for key, sentence in sentences.items():
            assert re.findall(r"\{\w+\}", sentence) == re.findall(r"\{\w+\}", read["en"][key]), key
            assert sentence.strip() == sentence != "", (tag, key)
    assert not re.search(r"\b(lost|stolen|fraud)\b", json.dumps(read["en"]), re.IGNORECASE)


def test_the_counters_process_is_told_nothing_and_serves_lists_as_they_are_now(
    build, tmp_path, monkeypatch
):
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    assert set(variables_for("counter")) <= COUNTER_VARIABLES
    assert DoorPlan("counter", "127.0.0.1:0", 1).module.endswith("counter_door")
    build()
    public = tmp_path / "home" / "public"
    public.mkdir()
    app = CounterFiles(tmp_path / "home")
    asked: list = []

    def ask(path):
        asked.clear()
        environ = {"PATH_INFO": path, "REQUEST_METHOD": "GET"}
        body = app(environ, lambda *said: asked.extend(said))
        content = b"".join(body)
        getattr(body, "close", lambda: None)()
        return asked[0], dict(asked[1]), content

    assert ask("/lists/trust.cose")[0].startswith("404")
    (public / "trust.cose").write_bytes(b"a list")
    status, headers, body = ask("/lists/trust.cose")
    assert (status, body) == ("200 OK", b"a list")
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Content-Type"] == LISTS["/lists/trust.cose"]
    status, headers, body = ask("/")
    assert status.startswith("200")
    assert "'wasm-unsafe-eval'" in headers["Content-Security-Policy"]
    assert "unsafe-inline" not in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-cache"
    assert ask("/lists/../root.pub")[0].startswith("404")
