"""The shipped charters, and a way to spoil one line of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from denizen.charter import CharterFaultsError, load_charter

CHARTERS = Path(__file__).resolve().parents[3] / "charters"
NAMES = ("hartford", "new-haven", "new-york", "san-francisco", "washtenaw")


def files_of(name):
    folder = CHARTERS / name
    paths = [*folder.glob("*.toml"), *folder.glob("text/*.toml"), folder / "SOURCES.md"]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(params=NAMES)
def shipped(request):
    return load_charter(files_of(request.param))


@pytest.fixture(params=NAMES)
def shipped_files(request):
    return files_of(request.param)


@pytest.fixture(scope="session")
def new_york():
    return load_charter(files_of("new-york"))


@pytest.fixture
def new_york_files():
    return files_of("new-york")


@pytest.fixture
def faults_after(new_york_files):
    """Load New York after replacing text in one file, and give the faults."""

    def load(file, old, new, *, count=1):
        text = new_york_files[file].decode()
        assert old in text
        changed = {**new_york_files, file: text.replace(old, new, count).encode()}
        with pytest.raises(CharterFaultsError) as caught:
            load_charter(changed)
        return (caught.value, *caught.value.others)

    return load
