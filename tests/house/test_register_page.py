"""The generated page of the data register says what the register says."""

from __future__ import annotations

from denizen_site.register.register_page import register_page


def test_the_data_register_page_is_current(root):
    page = (root / "docs" / "operate" / "data-register.md").read_text(encoding="utf-8")
    assert page == register_page(), "run `make docs`, or python tools/write_register.py"
