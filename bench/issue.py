"""Prints the figures of `denizen bench issue`; add --quick for rougher ones."""

import sys

from denizen_cli.main import main

sys.exit(main(["bench", "issue", *sys.argv[1:]]))
