"""A process that starts a home and says so: HOME."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from denizen_site.config import boot

boot.start(Path(sys.argv[1]), variables=os.environ)
print("started")
