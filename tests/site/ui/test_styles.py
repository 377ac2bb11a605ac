"""Our sheets: one for both directions of writing, nothing from elsewhere, nothing that a page lacks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SITE = ROOT / "src/denizen_site"
SHEETS = sorted(SITE.glob("*/static/**/*.css"))
COLLECTED = {"design": ROOT / "build/design/design", "card-fonts": ROOT / "build/fonts"}
# left, right: a sheet that names a side is wrong in the other direction.  `unset` and 0 undo the design system.
SIDES = re.compile(
    r"(?:^|[{;\s])((?:margin|padding|border)-(?:left|right)[a-z-]*|left|right)\s*:\s*([^;}]+)"
    r"|(float)\s*:\s*(left|right)"
)
TAKES_BACK = {"0", "unset", "auto"}


def named(path: Path) -> str:
    return path.relative_to(SITE).as_posix()


@pytest.mark.parametrize("sheet", SHEETS, ids=named)
def test_a_sheet_names_no_side(sheet):
    sided = [
        f"{name or kind}: {value or side}"
        for block in re.findall(r"^(?!\s*\[dir)[^{]*(\{[^}]*\})", sheet.read_text(), re.MULTILINE)
        for name, value, kind, side in SIDES.findall(block)
        if value.strip() not in TAKES_BACK
    ]
    assert sided == []


@pytest.mark.parametrize("sheet", SHEETS, ids=named)
def test_a_sheet_loads_only_what_set_up_collected(sheet):
    for address in re.findall(r"url\(['\"]?([^'\")]+)", sheet.read_text()):
        assert address.startswith("../"), address
        top, _, rest = address.removeprefix("../").partition("/")
        assert (COLLECTED[top] / rest).is_file(), address


@pytest.mark.parametrize("template", sorted(SITE.rglob("*.html")), ids=named)
def test_a_template_has_no_inline_style_or_script(template):
    text = template.read_text()
    assert not re.search(r"\sstyle=|\son[a-z]+=\"|<style|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")", text)


@pytest.mark.parametrize("template", sorted(SITE.rglob("*.html")), ids=named)
def test_a_template_asks_nothing_of_another_host(template):
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", template.read_text())
