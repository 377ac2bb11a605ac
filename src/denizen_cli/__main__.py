"""Lets `python -m denizen_cli` be the `denizen` command."""

import sys

from denizen_cli.main import main

sys.exit(main())
