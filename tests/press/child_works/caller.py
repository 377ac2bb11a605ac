"""A caller that is killed while its child works: prints the parent's and the child's process ids, and waits."""

from __future__ import annotations

import json
import sys
import threading
import time

from denizen_press.child import WarmParent


def main() -> None:
    """Start a parent, tell its number, and leave a child at work."""
    parent = WarmParent("sample_work", refusals=())
    found = json.loads(parent.run(b'["where", null]', seconds=20))
    threading.Thread(target=parent.run, args=(b'["linger", 60]',), kwargs={"seconds": 60}).start()
    time.sleep(0.2)
    print(found["parent"], flush=True)
    time.sleep(60)


if __name__ == "__main__":
    sys.exit(main())
