"""Assembles the counter: a folder of static files for any web server, whole or not at all.

The app and its parts are copied, `files.js` names each with its SHA-256 (the service worker takes a version
whole), text files get a compressed twin, and the city's set-up and icons are added.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from denizen.charter import Charter
from denizen.errors import InputError
from denizen.trust import RootPin
from denizen_cli.counter_icons import write_icons
from denizen_cli.counter_setup import CounterSetup, Reach, make_setup

PROJECT: Final = Path(__file__).resolve().parents[2]
SOURCE: Final = PROJECT / "counter"
PARTS: Final = PROJECT / "build" / "counter" / "parts"
# What is given out; the service worker keeps all of it but samples, licences and the larger fonts.
FOLDERS: Final = ("page", "words", "verification", "sample")
LOOSE: Final = ("index.html", "embed.js", "manifest.webmanifest", "service_worker.js")
NOT_KEPT = re.compile(r"sample/|.*LICENSE|.*NOTICE|service_worker\.js|files\.js|setup/")
LATER = re.compile(r"parts/fonts/(?!public-sans-latin-wght).*")
PACKED: Final = {".html", ".js", ".css", ".json", ".svg", ".wasm", ".webmanifest", ".txt"}
MARKER: Final = ".denizen-counter"


@dataclass(frozen=True, slots=True)
class Built:
    """What was assembled: the folder, its version, the set-up, and the first load in compressed bytes."""

    folder: Path
    version: str
    setup: CounterSetup
    first_load: int


def build(charter: Charter, *, pin: RootPin, reach: Reach, out: Path) -> Built:
    """Assemble the counter in `out`; a folder that holds something else is refused (`InputError`)."""
    require_ours(out)
    require_parts()
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".counter-") as scratch:
        draft = Path(scratch) / "counter"
        copy_app(draft)
        allow_lists(draft / "index.html", reach.lists)
        write_icons(draft / "icons", charter.art)
        setup = make_setup(charter, pin=pin, reach=reach)
        (draft / "setup").mkdir()
        (draft / setup.file).write_bytes(setup.content)
        version = write_file_list(draft)
        pack(draft)
        (draft / MARKER).touch()
        first_load = sum(size_of(draft / name) for name in first_files(draft))
        replace(out, draft)
    return Built(out, version, setup, first_load)


def require_ours(out: Path) -> None:
    """Refuse a folder with contents that are not an earlier counter's."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())) and not (out / MARKER).exists():
        raise InputError(
            "counter.folder_in_use",
            "the folder holds something that is not an earlier counter",
            where=str(out),
            mend="Name an empty folder with --out.",
        )


def require_parts() -> None:
    """Refuse to build without the code reader, which set-up collects."""
    if not (PARTS / "zxing" / "zxing_reader.wasm").is_file():
        raise InputError(
            "counter.no_parts",
            "the counter's code reader was not collected",
            where=str(PARTS),
            mend="Run `make setup`.",
        )


def copy_app(draft: Path) -> None:
    """Copy the app and its parts."""
    draft.mkdir()
    for name in LOOSE:
        shutil.copyfile(SOURCE / name, draft / name)
    for name in FOLDERS:
        shutil.copytree(
            SOURCE / name, draft / name, ignore=shutil.ignore_patterns("*.md", "test*", "*.test.js")
        )
    shutil.copytree(PARTS, draft / "parts")
    (draft / "icons").mkdir()


def allow_lists(page: Path, lists: str) -> None:
    """Let the page fetch lists from where they lie, and from nowhere else."""
    if lists == "lists/":
        return
    parts = urlsplit(lists)
    text = page.read_text(encoding="utf-8")
    allowed = f"connect-src 'self' {parts.scheme}://{parts.netloc}"
    page.write_text(text.replace("connect-src 'self'", allowed), encoding="utf-8")


def write_file_list(draft: Path) -> str:
    """Write what the service worker keeps, each file with its SHA-256; gives the version they make together."""
    digests = {
        name: hashlib.sha256((draft / name).read_bytes()).hexdigest() for name in app_files(draft)
    }
    version = hashlib.sha256(json.dumps(digests).encode()).hexdigest()[:12]
    later = {name: digest for name, digest in digests.items() if LATER.fullmatch(name)}
    files = {name: digest for name, digest in digests.items() if name not in later}
    told = json.dumps({"version": version, "files": files, "later": later}, indent=1)
    (draft / "files.js").write_text(f"self.COUNTER_FILES = {told};\n", encoding="utf-8")
    return version


def app_files(draft: Path) -> list[str]:
    """List the app's own files by name."""
    names = (
        path.relative_to(draft).as_posix() for path in sorted(draft.rglob("*")) if path.is_file()
    )
    return [name for name in names if not NOT_KEPT.match(name)]


def first_files(draft: Path) -> Iterable[str]:
    """List what a first visit loads: all that the service worker keeps, its own code, its list, one set-up."""
    kept = [name for name in app_files(draft) if not LATER.fullmatch(name)]
    own = ["service_worker.js", "files.js"]
    return [name for name in (*kept, *own) if not name.endswith(".gz") and name != MARKER]


def pack(draft: Path) -> None:
    """Put a compressed twin beside every file that gains by it."""
    for path in [each for each in sorted(draft.rglob("*")) if each.suffix in PACKED]:
        packed = gzip.compress(path.read_bytes(), compresslevel=9, mtime=0)
        if len(packed) < 0.95 * path.stat().st_size:
            path.with_name(path.name + ".gz").write_bytes(packed)


def size_of(path: Path) -> int:
    """Give a file's size as it travels."""
    packed = path.with_name(path.name + ".gz")
    return (packed if packed.is_file() else path).stat().st_size


def replace(out: Path, draft: Path) -> None:
    """Put the draft in the place of an earlier counter."""
    old = draft.with_name("old")
    if out.exists():
        out.rename(old)
    draft.rename(out)
