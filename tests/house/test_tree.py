"""The tree that is committed: contracts kept, nothing foreign, commands of the README that exist."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

BUILT = {".ttf", ".otf", ".woff", ".woff2", ".whl", ".so", ".wasm", ".pyc", ".sqlite3", ".pdf"}


def tracked(root: Path) -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=root, check=True, capture_output=True)
    return [Path(name) for name in listing.stdout.decode().split("\0") if name]


def test_no_font_build_product_or_database_is_committed(root):
    assert not [str(path) for path in tracked(root) if path.suffix in BUILT]


def test_the_arrows_between_rooms_hold(root):
    linter = Path(sys.executable).parent / "lint-imports"
    run = subprocess.run([str(linter)], cwd=root, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-3000:]


def test_every_make_target_that_the_readme_names_exists(root):
    targets = set(re.findall(r"^([a-z-]+):", (root / "Makefile").read_text(), flags=re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)`", (root / "README.md").read_text()))
    assert named
    assert named <= targets


def test_every_page_that_a_document_points_to_exists(root):
    broken = []
    for page in [p for p in tracked(root) if p.suffix == ".md"]:
        text = (root / page).read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text):
            if not (root / page.parent / target).exists():
                broken.append(f"{page}: {target}")
    assert not broken


def test_no_lock_file_names_a_registry(root):
    locks = (*sorted((root / "locks").iterdir()), root / "package-lock.json")
    for path in locks:
        assert "://" not in re.sub(r'"url": "[^"]*"', "", path.read_text()), path.name


def test_small_lock_files_hold_what_was_tested(root):
    def pins(name):
        return set(
            re.findall(r"^[\w.-]+==[^\s;]+", (root / "locks" / name).read_text(), re.MULTILINE)
        )

    for name in ("custodian.txt", "hsm.txt"):
        assert pins(name)
        assert pins(name) <= pins("dev.txt"), name


def test_nobody_is_told_to_install_us_by_name_from_an_index_where_we_are_not(root):
    told = [
        str(path)
        for path in tracked(root)
        if path.suffix in {".py", ".md"} and "CHANGELOG" not in path.name
        for found in re.findall(r"pip install[^\n]*", (root / path).read_text(encoding="utf-8"))
        if re.search(r"install\W+denizen\b", found)
    ]
    assert not told
