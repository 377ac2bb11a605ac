"""What tests of custodians share: the command as an administrator types it, and a daemon in its own process."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from denizen_cli.main import main

EPOCH = "2026-07"
RULES = """\
opens = "00:00"
closes = "23:59:59.999999"
time_zone = "UTC"
persons_a_day = 5
burn_on = 2099-01-01
listen = "127.0.0.1:{port}"
"""


def command(*words):
    """Run one command as an administrator would, with the demonstration's library."""
    return main([*map(str, words), "--library", "rbcl"])


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Running:
    """A daemon in a process of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.port = int(folder.rules().listen.rpartition(":")[2])
        self.start()

    def start(self):
        words = ["serve", "--folder", str(self.folder.path), "--library", "rbcl"]
        self.process = subprocess.Popen(
            [str(Path(sys.executable).with_name("denizen")), "custodian", *words],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ),
        )  # fmt: skip
        for _ in range(200):
            with socket.socket() as line:
                if line.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError("the custodian did not open")

    def stop(self):
        self.process.terminate()
        return b"".join(self.process.communicate(timeout=20))


def today():
    return datetime.now(UTC).date()
