"""Write docs/operate/data-register.md from the register in the code.

python tools/write_register.py
"""

from __future__ import annotations

from pathlib import Path

from denizen_site.register.register_page import register_page

PAGE = Path(__file__).resolve().parent.parent / "docs" / "operate" / "data-register.md"


def main() -> None:
    """Write the page."""
    PAGE.write_text(register_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
