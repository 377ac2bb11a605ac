"""A photo is known again by its likeness, however it was written, and no other picture is taken for it."""

from __future__ import annotations

import base64
import io
import os
import sqlite3
from contextlib import closing

import pytest
from PIL import Image

from denizen_cli.drills.honey_photo import grained_photo, made_anew, photo_wanted
from denizen_cli.likeness import REACH_BYTES, Likeness, alike, likeness_of
from denizen_cli.seizing import search_folder
from denizen_press.errors import PictureError
from denizen_press.photo import prepare_photo, qr_portrait
from denizen_press.portraits import draw_portrait

PHOTO = grained_photo()


def again(size, kind, **how):
    stream = io.BytesIO()
    with Image.open(io.BytesIO(PHOTO)) as photo:
        photo.convert("RGB").resize(size).save(stream, kind, **how)
    return stream.getvalue()


MADE_ANEW = {
    "png": made_anew(PHOTO),
    "poor jpeg": again((150, 190), "JPEG", quality=30),
    "webp": again((75, 94), "WEBP", quality=40),
    "larger": again((1200, 1500), "JPEG", quality=95),
    "base64": b'{"photo": "' + base64.b64encode(again((150, 190), "PNG")) + b'"}',
    "data address": b"data:image/jpeg;base64," + base64.b64encode(again((90, 110), "JPEG")),
}


@pytest.mark.parametrize("written", MADE_ANEW.values(), ids=MADE_ANEW)
def test_a_photo_made_anew_is_known_by_its_likeness(written):
    data = os.urandom(300_001) + written + os.urandom(5_000)
    pieces = (data[start : start + 70_000] for start in range(0, len(data), 70_000))
    assert list(alike(pieces, [likeness_of("photo", PHOTO)]))


def test_a_photo_behind_much_else_is_known():
    pieces = [bytes(REACH_BYTES), bytes(REACH_BYTES - 7), MADE_ANEW["webp"], bytes(3 * REACH_BYTES)]
    assert list(alike(iter(pieces), [likeness_of("photo", PHOTO)]))


def test_the_face_of_the_cards_code_is_known_in_any_of_its_sizes():
    wanted = [each for each in photo_wanted(PHOTO) if isinstance(each, Likeness)]
    coded = qr_portrait(prepare_photo(PHOTO), 420).data
    assert {each.label for each in alike(iter([coded]), wanted)} == {"face of the card's code"}


def test_no_other_picture_is_taken_for_it():
    others = [grained_photo() for _ in range(12)] + [draw_portrait("layla"), os.urandom(90_000)]
    assert not list(alike(iter(others), [likeness_of("photo", PHOTO)]))


def test_a_photo_in_a_database_is_known_though_its_file_holds_it_in_pieces(tmp_path):
    with closing(sqlite3.connect(tmp_path / "found.db")) as database, database:
        database.execute('CREATE TABLE "of ""staff""" (id INTEGER, picture BLOB)')
        database.execute('INSERT INTO "of ""staff""" VALUES (1, ?)', [MADE_ANEW["larger"]])
    (tmp_path / "half.db").write_bytes((tmp_path / "found.db").read_bytes()[:3000])
    found = {(each.place, each.writing) for each in search_folder(tmp_path, photo_wanted(PHOTO))}
    assert found == {(str(tmp_path / "found.db"), "a picture like it")}


def test_broken_and_tiny_pictures_are_nobody():
    broken = MADE_ANEW["poor jpeg"][:900]
    assert not list(alike(iter([broken, again((20, 20), "PNG")]), [likeness_of("photo", PHOTO)]))
    with pytest.raises(PictureError):
        likeness_of("photo", again((20, 20), "PNG"))


def test_a_likeness_does_not_show_how_somebody_looks():
    likeness = likeness_of("photo", PHOTO)
    assert str(likeness.mark) not in repr(likeness)
