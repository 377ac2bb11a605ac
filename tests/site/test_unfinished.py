"""A card's folder is hidden and locked while it is made; what is left of dead makers is told from the living's."""

from __future__ import annotations

import os
import resource
import stat
import subprocess
import sys

import pytest

from denizen.credential import CardNumber
from denizen_site.errors import IssuanceError, StateError
from denizen_site.issuance.unfinished import PREFIX, abandoned_folders, begin_folder

TAG = "0011aabb"


def test_the_folder_and_its_files_are_the_owners_alone(tmp_path):
    folder = begin_folder(tmp_path / "out", tag=TAG, number=CardNumber.new())
    folder.write("card.pdf", b"a card")
    folder.settle()
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder.path / "card.pdf").stat().st_mode) == 0o600
    final = folder.reveal()
    folder.unlock()
    assert (final / "card.pdf").read_bytes() == b"a card"
    assert [path.name for path in (tmp_path / "out").iterdir()] == [folder.number.value]


def test_the_folder_of_a_living_maker_is_left_alone(tmp_path):
    folder = begin_folder(tmp_path, tag=TAG, number=CardNumber.new())
    script = (
        "import sys; from pathlib import Path\n"
        "from denizen_site.issuance.unfinished import abandoned_folders\n"
        f"print(len(abandoned_folders(Path(sys.argv[1]), tag='{TAG}')))"
    )
    words = [sys.executable, "-c", script, str(tmp_path)]
    assert subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip() == "0"
    folder.unlock()
    assert subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip() == "1"


def test_folders_of_other_programmes_and_strange_names_are_left_alone(tmp_path):
    begin_folder(tmp_path, tag="ffffffff", number=CardNumber.new()).unlock()
    (tmp_path / f"{PREFIX}{TAG}-not-a-number").mkdir()
    (tmp_path / f"{PREFIX}{TAG}-{CardNumber.new().value}").write_text("a file of that name")
    assert abandoned_folders(tmp_path, tag=TAG) == []
    assert abandoned_folders(tmp_path / "absent", tag=TAG) == []


def test_a_revealed_folder_never_replaces_another(tmp_path):
    folder = begin_folder(tmp_path, tag=TAG, number=CardNumber.new())
    folder.final.mkdir()
    (folder.final / "mine").write_text("of somebody else")
    with pytest.raises(StateError, match=r"issuance\.folder_exists"):
        folder.reveal()
    assert (folder.final / "mine").exists()
    assert folder.path.exists()
    folder.unlock()


def test_a_full_disk_has_its_own_code_and_names_the_folder_only(tmp_path):
    folder = begin_folder(tmp_path, tag=TAG, number=CardNumber.new())
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(IssuanceError, match=r"issuance\.out_of_space"):
            folder.write("card.pdf", os.urandom(8192))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    folder.remove()
    folder.unlock()
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StateError, match=r"state\.unwritable"):
        begin_folder(tmp_path / "file", tag=TAG, number=CardNumber.new())
