"""Rebuild the generated parts of the documentation: the cards that the README shows.

    python tools/write_docs.py

Each card is issued by the real command into a programme of its own that is thrown away; its number is random,
so the pictures differ from run to run.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from denizen_press.portraits import draw_portrait

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "card" / "pictures"
SHOWN = ("rosalia", "layla", "xiaomei")
QUALITY = 90


def main() -> None:
    """Issue each sample card and keep the pictures of both sides."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        denizen(folder, "keys", "init", "--charter", "new-haven")
        for slug in SHOWN:
            show(slug, folder)


def show(slug: str, folder: Path) -> None:
    """Issue one card and write its two pictures as JPEG, a third of the PNG's size."""
    photo = folder / f"{slug}.png"
    photo.write_bytes(draw_portrait(slug))
    person = ROOT / "samples" / "people" / f"{slug}.json"
    words = ("issue", "--charter", "new-haven", "--person", str(person), "--photo", str(photo))
    files = denizen(folder, *words, "--out", str(folder / "cards"))["files"]
    for side in ("front", "back"):
        picture = Image.open(io.BytesIO(Path(files[f"{side}_png"]).read_bytes())).convert("RGB")
        picture.save(PICTURES / f"{slug}-{side}.jpg", quality=QUALITY, optimize=True)


def denizen(folder: Path, *words: str) -> dict[str, dict[str, str]]:
    """Run one command in the scratch programme."""
    command = [sys.executable, "-m", "denizen_cli", *words, "--json"]
    settings = {**os.environ, "DENIZEN_HOME": str(folder / "home")}
    run = subprocess.run(command, env=settings, check=True, capture_output=True, text=True)
    return json.loads(run.stdout)


if __name__ == "__main__":
    main()
