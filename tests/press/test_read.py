"""Whatever picture or PDF is given, the codes in it are read or a clear refusal is raised."""

from __future__ import annotations

import io
from contextlib import suppress

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter, ImageOps

from denizen.errors import CannotTellError, InputError
from denizen_press.errors import NoCodeError
from denizen_press.read import read_codes

TEXT = "NCFOXN%TS3DH$S9$QPQV0A$2G.8 V4" * 30


def qr(text: str = TEXT, *, dots: int = 4) -> Image.Image:
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="L")
    return ImageOps.expand(
        Image.fromarray(np.asarray(code.to_image(scale=dots, add_quiet_zones=True))), 40, 255
    )


def saved(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def pdf(*pictures: Image.Image) -> bytes:
    return saved(
        pictures[0].convert("RGB"),
        "PDF",
        save_all=True,
        append_images=[one.convert("RGB") for one in pictures[1:]],
        resolution=300,
    )


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_code_is_read_from_each_kind_of_picture(kind):
    assert read_codes(saved(qr(), kind)) == [TEXT]


@pytest.mark.parametrize("mode", ["1", "RGB", "RGBA", "P", "LA", "CMYK"])
def test_a_code_is_read_in_every_mode(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert read_codes(saved(qr().convert(mode), kind)) == [TEXT]


def test_a_code_is_read_from_a_pdf_on_any_of_its_pages():
    assert read_codes(pdf(Image.new("L", (600, 400), 255), qr())) == [TEXT]


def test_two_codes_in_one_picture_are_both_given_and_a_repeated_one_once():
    first, second = qr("FIRST"), qr("SECOND")
    both = Image.new("L", (first.width + second.width, max(first.height, second.height)), 255)
    both.paste(first, (0, 0))
    both.paste(second, (first.width, 0))
    assert sorted(read_codes(saved(both))) == ["FIRST", "SECOND"]
    assert read_codes(pdf(first, first)) == ["FIRST"]


@pytest.mark.parametrize("angle", [0, 7, 90, 180, 263])
def test_a_turned_code_is_read(angle):
    assert read_codes(
        saved(qr().rotate(angle, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC))
    ) == [TEXT]


def test_a_pale_code_is_read():
    assert read_codes(saved(qr().point(lambda tone: 200 + tone * 20 // 255))) == [TEXT]


def test_a_small_soft_code_is_read_enlarged():
    small = qr(dots=4).resize((qr().width // 2, qr().height // 2), Image.Resampling.BICUBIC)
    assert read_codes(saved(small.filter(ImageFilter.GaussianBlur(0.4)))) == [TEXT]


def test_a_code_in_a_large_photograph_is_read():
    photo = Image.new("L", (6000, 4500), 170)
    photo.paste(qr(dots=16), (1500, 1200))
    assert read_codes(saved(photo, "JPEG")) == [TEXT]


def test_only_qr_codes_are_read():
    bars = zxingcpp.create_barcode("12345", zxingcpp.BarcodeFormat.Code128)
    with pytest.raises(NoCodeError):
        read_codes(saved(Image.fromarray(np.asarray(bars.to_image(scale=3)))))


@pytest.mark.parametrize(
    "data", [saved(Image.new("RGB", (400, 300), "white")), pdf(Image.new("L", (300, 200), 255))]
)
def test_a_picture_without_a_code_leaves_us_unable_to_tell_and_says_what_to_do(data):
    with pytest.raises(CannotTellError) as refusal:
        read_codes(data)
    assert refusal.value.code == "image.no_code"
    assert refusal.value.mend


def locked_pdf() -> bytes:
    """The smallest PDF that asks for a password (ISO 32000-1, 7.6): our file's keys fit no password."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
        b"<</Filter/Standard/V 1/R 2/P -4/O<" + b"ab" * 32 + b">/U<" + b"cd" * 32 + b">>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(
        b"%010d 00000 n \n" % place for place in places
    )
    trailer = (
        b"trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<"
        + b"12" * 16
        + b"><"
        + b"12" * 16
        + b">]>>"
    )
    return body + table + trailer + b"\nstartxref\n%d\n%%%%EOF" % len(body)


def tall_pdf(width: float, height: float) -> bytes:
    document = pypdfium2.PdfDocument.new()
    document.new_page(width, height)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


REFUSED = {
    "a text": (b"NCFOXN%TS3DH", "press.picture.not_a_picture"),
    "a broken PDF": (b"%PDF-1.7\nnothing more", "press.pdf.unreadable"),
    "a locked PDF": (locked_pdf(), "press.pdf.locked"),
    "a book": (pdf(*[Image.new("L", (60, 40), 255)] * 5), "press.pdf.pages"),
    "half a PNG": (saved(qr())[:1500], "press.picture.truncated"),
    "a huge PDF": (b"%PDF-1.7" + bytes(30_000_000), "press.pdf.too_large"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_opened_is_refused_with_a_way_to_mend_it(name):
    data, code = REFUSED[name]
    with pytest.raises(InputError) as refusal:
        read_codes(data)
    assert refusal.value.code == code
    assert refusal.value.mend


@pytest.mark.parametrize("size", [(14_400, 14_400), (14_400, 3), (3, 14_400), (0.01, 0.01)])
def test_a_page_of_any_size_stays_within_the_pixels_a_page_may_have(size):
    with pytest.raises((NoCodeError, InputError)):
        read_codes(tall_pdf(*size))


SEEDS = [saved(qr("CARD")), saved(qr("CARD"), "JPEG"), saved(qr("CARD"), "WEBP"), pdf(qr("CARD"))]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_the_bytes_only_our_own_errors_escape(data):
    picture = bytearray(data.draw(st.sampled_from(SEEDS)))
    places = st.integers(0, len(picture) - 1)
    for at, byte in data.draw(st.lists(st.tuples(places, st.integers(0, 255)), max_size=10)):
        picture[at] = byte
    with suppress(InputError, NoCodeError):
        assert all(isinstance(text, str) for text in read_codes(bytes(picture)))


@settings(deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(
        [b"", b"%PDF-1.4\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"RIFF\0\0\0\0WEBP"]
    ),
)
def test_arbitrary_bytes_are_refused(data, start):
    with pytest.raises((InputError, NoCodeError)):
        read_codes(start + data)
