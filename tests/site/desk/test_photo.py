"""The photo: prepared on the server, kept in the seal only, and never refused without saying how to mend it."""

from __future__ import annotations

import base64
import io
import re
import struct
import zlib

import pytest
from django.db import connection
from PIL import Image

from denizen.formats.qr import decode
from denizen_press.read import read_codes

PAGE = "/visit/photo"


@pytest.fixture
def seat(seat_of):
    return seat_of(photo=b"")


def jpeg_of(size, *, exif=None):
    """Make a JPEG that shows a gradient with a patch where a face would be."""
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    box = (size[0] // 3, size[1] // 4, size[0] * 2 // 3, size[1] * 2 // 3)
    picture.paste((190, 140, 110), box)
    stream = io.BytesIO()
    options = {} if exif is None else {"exif": exif}
    picture.save(stream, "JPEG", quality=85, **options)
    return stream.getvalue()


def pictures_in(page):
    """Unpack the pictures that a page carries."""
    return [
        base64.b64decode(each) for each in re.findall(r'src="data:image/\w+;base64,([^"]+)"', page)
    ]


def bomb():
    """Make a PNG of a few bytes that would unfold into ten thousand million pixels."""

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


def test_a_photo_is_prepared_and_held_in_the_seal_only(seat, file, tmp_path):
    exif = Image.Exif()
    exif[0x010E] = "taken at 9318 Hemlock Terrace"
    answer = seat.client.post(PAGE, {"photo": file(jpeg_of((960, 1200), exif=exif))})
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    held = seat.visit.photo
    with Image.open(io.BytesIO(held)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (480, 600))
        assert not picture.getexif()
    assert b"Hemlock" not in held
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM enrolment_sealedvisit")
        assert held[100:200] not in bytes(cursor.fetchone()[0])
    assert not [path for path in tmp_path.rglob("*") if path.suffix in {".jpg", ".jpeg", ".upload"}]


def test_the_two_pictures_are_shown_beside_each_other_and_never_kept(seat_of, jpeg):
    seat = seat_of()
    answer = seat.client.get(PAGE)
    page = answer.content.decode()
    printed, coded = pictures_in(page)
    assert printed == jpeg
    with Image.open(io.BytesIO(coded)) as picture:
        assert (picture.format, picture.size) == ("WEBP", (60, 76))
    assert answer["Cache-Control"] == "no-store"
    assert "img-src 'self' blob: data:;" in answer["Content-Security-Policy"]


def test_the_portrait_that_is_shown_is_the_one_in_the_card(seat_of, file):
    seat = seat_of(photo=b"", portrait=b"")
    seat.client.post(PAGE, {"photo": file(jpeg_of((960, 1200)))})
    _, shown = pictures_in(seat.client.get(PAGE).content.decode())
    resident = seat_of(photo=seat.visit.photo, portrait=seat.visit.portrait, confirmed=True)
    assert resident.issue().status_code == 302
    (text,) = read_codes(resident.visit.held.files["card.pdf"])
    assert decode(text).claims.portrait.data == shown


def test_only_a_page_of_a_visit_may_carry_its_pictures(seat_of):
    assert "data:" not in seat_of().client.get("/")["Content-Security-Policy"]


def test_a_visit_without_a_photo_shows_none(seat):
    assert pictures_in(seat.client.get(PAGE).content.decode()) == []


def test_a_photo_can_be_taken_again_without_limit_and_asks_for_the_resident_s_word_anew(
    seat_of, file
):
    seat = seat_of(confirmed=True)
    for side in (700, 800, 900):
        assert seat.client.post(PAGE, {"photo": file(jpeg_of((side, 1000)))}).status_code == 302
    assert not seat.visit.is_confirmed
    assert seat.client.get("/visit/issue")["Location"] == "/visit/confirm"


def test_a_photo_of_fifty_megapixels_is_taken(seat, file):
    assert seat.client.post(PAGE, {"photo": file(jpeg_of((8160, 6144)))}).status_code == 302
    with Image.open(io.BytesIO(seat.visit.photo)) as picture:
        assert picture.size == (480, 600)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "There is no picture yet"),
        (b"%PDF-1.7 not a picture at all", "not a picture"),
        (jpeg_of((960, 1200))[:20_000], "stops before its end"),
        (jpeg_of((120, 150)), "too small for print"),
        (bomb(), "too large"),
    ],
    ids=["nothing", "another file", "cut short", "too small", "a bomb"],
)
def test_what_is_no_photo_is_told_with_how_to_mend_it(seat, file, content, words):
    answer = seat.client.post(PAGE, {"photo": file(content)} if content else {})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert seat.visit.photo == b""


def test_a_picture_of_one_colour_is_told_so(seat, file):
    stream = io.BytesIO()
    Image.new("RGB", (960, 1200), "black").save(stream, "PNG")
    answer = seat.client.post(PAGE, {"photo": file(stream.getvalue())})
    assert "shows nothing" in answer.content.decode()


def test_a_refused_photo_leaves_the_one_before(seat_of, file, jpeg):
    seat = seat_of()
    assert seat.client.post(PAGE, {"photo": file(b"no picture")}).status_code == 422
    assert seat.visit.photo == jpeg


def test_thirty_megabytes_are_not_read_and_touch_no_disk(seat, file, tmp_path):
    answer = seat.client.post(PAGE, {"photo": file(jpeg_of((960, 1200)) + bytes(30_000_000))})
    assert answer.status_code == 422
    assert "too large" in answer.content.decode()
    assert seat.visit.photo == b""


def test_needs_bring_their_own_advice(seat_of):
    from denizen_site.enrolment.visit import Need  # noqa: PLC0415

    without = seat_of().client.get(PAGE).content.decode()
    assert "Seated photo" not in without
    assert "Head coverings" in without
    seated = seat_of(needs=frozenset({Need.SEATED_PHOTO, Need.SIGN_LANGUAGE}))
    page = seated.client.get(PAGE).content.decode()
    assert "Seated photo" in page
    assert "Sign language" in page


def test_a_city_whose_code_holds_no_picture_says_so(seat_of, file, monkeypatch):
    monkeypatch.setattr("denizen_site.desk.views.photo.portrait_bytes", lambda charter: 0)
    seat = seat_of(photo=b"", portrait=b"")
    assert seat.client.post(PAGE, {"photo": file(jpeg_of((960, 1200)))}).status_code == 302
    page = seat.client.get(PAGE).content.decode()
    assert "holds no picture" in page
    assert len(pictures_in(page)) == 1


def test_after_the_card_is_issued_the_photo_is_over(issued, file):
    assert issued.client.get(PAGE)["Location"] == "/visit/issue"
    before = issued.visit.photo
    assert issued.client.post(PAGE, {"photo": file(jpeg_of((960, 1200)))}).status_code == 302
    assert issued.visit.photo == before
