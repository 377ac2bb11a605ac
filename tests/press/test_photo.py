"""Any photograph becomes one card photo and one small portrait, or is refused with a way to mend it."""

from __future__ import annotations

import io
import struct
import zlib
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin
from skimage import data as public_domain

from denizen.credential import Portrait, PortraitFormat
from denizen.errors import EncodingRefusedError, InputError
from denizen_press.photo import CropBox, PreparedPhoto, prepare_photo, qr_portrait

RED, BLUE, GREEN, WHITE = (200, 30, 40), (30, 60, 190), (30, 150, 60), (245, 245, 245)


def quarters(width: int = 800, height: int = 1000) -> Image.Image:
    """A picture whose corners can be told apart: red, blue / green, white."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (width // 2, 0, width, height // 2))
    picture.paste(GREEN, (0, height // 2, width // 2, height))
    picture.paste(WHITE, (width // 2, height // 2, width, height))
    return picture


def saved(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def shown(photo: PreparedPhoto) -> Image.Image:
    with Image.open(io.BytesIO(photo.jpeg)) as picture:
        assert picture.format == "JPEG"
        return picture.convert("RGB")


def corners(picture: Image.Image) -> list[tuple[int, ...]]:
    width, height = picture.size
    return [picture.getpixel((x, y)) for y in (40, height - 40) for x in (40, width - 40)]


def close(one: tuple[int, ...], other: tuple[int, ...], by: int = 12) -> bool:
    return max(abs(int(a) - int(b)) for a, b in zip(one, other, strict=True)) <= by


def astronaut() -> bytes:
    """A portrait in the public domain (NASA), enlarged to a camera's size."""
    picture = Image.fromarray(public_domain.astronaut()).resize(
        (1536, 1536), Image.Resampling.BICUBIC
    )
    return saved(picture, "JPEG", quality=95)


FACE = CropBox(0.24, 0.0, 0.64, 0.5)


@pytest.mark.parametrize(
    ("kind", "options"), [("JPEG", {}), ("PNG", {}), ("WEBP", {"lossless": True})]
)
def test_each_kind_of_picture_becomes_a_photo_of_480_by_600(kind, options):
    photo = prepare_photo(saved(quarters(), kind, **options))
    picture = shown(photo)
    assert picture.size == (480, 600)
    assert len(photo.jpeg) <= 60_000
    assert all(
        close(a, b) for a, b in zip(corners(picture), (RED, BLUE, GREEN, WHITE), strict=True)
    )


@pytest.mark.parametrize(
    ("orientation", "turned"),
    [(1, None), (2, Image.Transpose.FLIP_LEFT_RIGHT), (3, Image.Transpose.ROTATE_180), (4, Image.Transpose.FLIP_TOP_BOTTOM),
     (5, Image.Transpose.TRANSPOSE), (6, Image.Transpose.ROTATE_90), (7, Image.Transpose.TRANSVERSE), (8, Image.Transpose.ROTATE_270)],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_camera_held_any_way_gives_an_upright_photo(kind, orientation, turned):
    stored = quarters() if turned is None else quarters().transpose(turned)
    exif = Image.Exif()
    exif[274] = orientation
    picture = shown(prepare_photo(saved(stored, kind, exif=exif)))
    assert all(
        close(a, b, 25) for a, b in zip(corners(picture), (RED, BLUE, GREEN, WHITE), strict=True)
    )


def test_nothing_but_pixels_is_kept():
    exif = Image.Exif()
    exif[315], exif[34853] = "Someone", {1: "N", 2: (41.0, 18.0, 0.0)}
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    photo = prepare_photo(
        saved(quarters(), "JPEG", exif=exif, icc_profile=profile, comment=b"Someone")
    )
    with Image.open(io.BytesIO(photo.jpeg)) as picture:
        assert not picture.getexif()
        assert not {"icc_profile", "exif", "comment", "xmp"} & set(picture.info)
    assert b"Someone" not in photo.jpeg


def test_the_texts_of_a_png_are_dropped():
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "Someone")
    texts.add_itxt("XML:com.adobe.xmp", "<x>Someone</x>")
    assert b"Someone" not in prepare_photo(saved(quarters(), pnginfo=texts)).jpeg


def wide_gamut() -> bytes:
    """A profile in which the same numbers mean a more saturated red: sRGB with its red column scaled."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack(">I", profile[128:132])[0]
    for at in range(count):
        tag, offset, _ = struct.unpack(">4sII", profile[132 + 12 * at : 144 + 12 * at])
        if tag == b"rXYZ":
            red = struct.unpack(">iii", profile[offset + 8 : offset + 20])
            profile[offset + 8 : offset + 20] = struct.pack(">iii", *(value // 2 for value in red))
    return bytes(profile)


def test_colours_are_converted_by_the_picture_s_own_profile():
    plain = shown(prepare_photo(saved(quarters())))
    converted = shown(prepare_photo(saved(quarters(), icc_profile=wide_gamut())))
    assert corners(converted)[0][0] < corners(plain)[0][0] - 20


def test_a_broken_profile_is_ignored():
    plain = prepare_photo(saved(quarters()))
    assert prepare_photo(saved(quarters(), icc_profile=b"not a profile")).jpeg == plain.jpeg


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "I;16", "1"])
def test_every_mode_of_a_png_is_understood(mode):
    if mode == "I;16":
        ramp = (np.linspace(0, 65535, 800 * 1000).reshape(1000, 800)).astype(np.uint16)
        picture = Image.fromarray(ramp)
    else:
        picture = quarters().convert(mode)
    assert shown(prepare_photo(saved(picture))).size == (480, 600)


def test_sixteen_bits_keep_their_tones():
    ramp = np.tile(np.linspace(0, 65535, 1000).astype(np.uint16)[:, None], (1, 800))
    rows = np.asarray(shown(prepare_photo(saved(Image.fromarray(ramp)))))[:, 240, 0].astype(int)
    assert abs(rows[300] - 128) < 6
    assert rows[20] < 20
    assert rows[-20] > 235


def test_sixteen_bit_colour_is_understood():
    row = (
        b"\0"
        + struct.pack(">HHH", 0xC8C8, 0x1E1E, 0x2828) * 400
        + struct.pack(">HHH", 0, 0, 0xFFFF) * 400
    )
    picture = shown(prepare_photo(png_of(800, 1000, row * 1000, depth=16)))
    assert close(corners(picture)[0], RED)


def test_cmyk_is_understood():
    assert close(
        corners(shown(prepare_photo(saved(quarters().convert("CMYK"), "JPEG"))))[3], WHITE, 20
    )


def test_glass_is_laid_on_white():
    picture = quarters().convert("RGBA")
    picture.paste((0, 0, 0, 0), (0, 0, 400, 500))
    assert close(corners(shown(prepare_photo(saved(picture))))[0], (255, 255, 255))


def test_a_wide_picture_is_cut_at_both_sides_and_a_tall_one_mostly_below():
    wide, tall = quarters(1600, 1000), quarters(800, 2000)
    assert close(corners(shown(prepare_photo(saved(wide))))[0], RED)
    picture = np.asarray(shown(prepare_photo(saved(tall))))
    # 300 of 1000 surplus rows go above, so the middle line of the picture lies at 70 % of the frame.
    assert close(tuple(picture[405, 60]), RED, 20)
    assert close(tuple(picture[435, 60]), GREEN, 20)


def test_a_clerk_s_frame_is_what_is_printed():
    picture = shown(prepare_photo(saved(quarters(1600, 2000)), crop=CropBox(0.3, 0.05, 0.7, 0.45)))
    assert all(close(a, b) for a, b in zip(corners(picture), (RED, BLUE, RED, BLUE), strict=True))


def test_a_frame_of_a_large_jpeg_keeps_its_sharpness():
    fine = np.zeros((4000, 3200), np.uint8)
    fine[:, ::8] = fine[:, 1::8] = fine[:, 2::8] = fine[:, 3::8] = 255
    data = saved(Image.fromarray(fine), "JPEG", quality=95)
    picture = np.asarray(
        shown(prepare_photo(data, crop=CropBox(0.4, 0.4, 0.55, 0.55))).convert("L")
    )
    assert picture.std() > 90


@pytest.mark.parametrize(
    "box",
    [(0.5, 0, 0.5, 1), (0.6, 0, 0.4, 1), (-0.1, 0, 1, 1), (0, 0, 1, 1.1), (float("nan"), 0, 1, 1)],
)
def test_a_frame_outside_the_picture_is_refused(box):
    with pytest.raises(InputError, match=r"press\.photo\.frame"):
        CropBox(*box)


def test_a_photo_and_a_portrait_show_nothing_of_themselves_in_a_trace():
    photo = prepare_photo(astronaut())
    assert repr(photo) == "PreparedPhoto()"
    assert "data" not in repr(qr_portrait(photo, 450))


def png_of(width: int, height: int, rows: bytes, *, depth: int = 8) -> bytes:
    """Write a PNG by hand, so that its header can lie."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, depth, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows, 9))
        + chunk(b"IEND", b"")
    )


def animation(kind: str) -> bytes:
    frames = [quarters(), quarters().transpose(Image.Transpose.ROTATE_180)]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)


def many_scans() -> bytes:
    """A JPEG that repeats its passes far beyond what any camera writes."""
    data = saved(quarters(), "JPEG", progressive=True)
    start = data.index(b"\xff\xda")
    return data[:start] + data[start:-2] * 60 + data[-2:]


REFUSED = {
    "nothing at all": (b"", "press.picture.not_a_picture"),
    "a text": (b"Dear city, here is my photo", "press.picture.not_a_picture"),
    "a PDF": (b"%PDF-1.7\n1 0 obj", "press.picture.not_a_picture"),
    "an SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "press.picture.not_a_picture"),
    "a GIF": (saved(quarters(), "GIF"), "press.picture.not_a_picture"),
    "a TIFF": (saved(quarters(), "TIFF"), "press.picture.not_a_picture"),
    "half a JPEG": (saved(quarters(), "JPEG")[:3000], "press.picture.truncated"),
    "half a PNG": (saved(Image.effect_noise((800, 1000), 60))[:30000], "press.picture.truncated"),
    "a PNG bomb": (png_of(60_000, 60_000, bytes(1000)), "press.picture.too_large"),
    "a PNG of 26 million pixels": (png_of(6500, 4000, bytes(1000)), "press.picture.too_large"),
    "a JPEG of 100 million pixels": (saved(Image.new("L", (10_000, 10_000)), "JPEG"), "press.picture.too_large"),
    "a JPEG of endless passes": (many_scans(), "press.picture.too_large"),
    "thirty million bytes": (bytes(30_000_001), "press.picture.too_large"),
    "a moving WebP": (animation("WEBP"), "press.picture.animated"),
    "a moving PNG": (animation("PNG"), "press.picture.animated"),
    "too few pixels": (saved(quarters(299, 374)), "press.photo.too_small"),
    "one colour": (saved(Image.new("RGB", (800, 1000), (90, 120, 90))), "press.photo.shows_nothing"),
    "a lens cap": (saved(Image.fromarray(np.random.default_rng(1).normal(8, 3, (1000, 800)).clip(0, 255).astype(np.uint8))), "press.photo.shows_nothing"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_photo_is_refused_with_a_way_to_mend_it(name):
    data, code = REFUSED[name]
    with pytest.raises(InputError) as refusal:
        prepare_photo(data)
    assert refusal.value.code == code
    assert refusal.value.mend


def test_a_phone_s_photo_of_fifty_million_pixels_is_accepted():
    row = np.linspace(0, 255, 8160).astype(np.uint8)
    large = saved(Image.fromarray(np.broadcast_to(row, (6120, 8160)).copy()), "JPEG", quality=60)
    assert shown(prepare_photo(large)).size == (480, 600)


def test_a_phone_s_picture_with_a_second_view_behind_it_is_a_still_picture():
    both = io.BytesIO()
    quarters().save(both, "MPO", save_all=True, append_images=[Image.new("RGB", (100, 100))])
    assert close(corners(shown(prepare_photo(both.getvalue())))[0], RED)


SEEDS = [saved(quarters(320, 400), kind) for kind in ("JPEG", "PNG", "WEBP")] + [
    saved(quarters(320, 400), "JPEG", progressive=True, icc_profile=wide_gamut()),
    saved(quarters(320, 400).convert("P")),
    saved(quarters(320, 400), "WEBP", lossless=True),
]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_the_bytes_only_our_own_errors_escape(data):
    picture = bytearray(data.draw(st.sampled_from(SEEDS)))
    for at, byte in data.draw(
        st.lists(st.tuples(st.integers(0, len(picture) - 1), st.integers(0, 255)), max_size=12)
    ):
        picture[at] = byte
    picture = (
        picture[: data.draw(st.integers(0, len(picture)))] if data.draw(st.booleans()) else picture
    )
    # Anything but our own refusal of an input fails the test by itself.
    with suppress(InputError):
        assert shown(prepare_photo(bytes(picture))).size == (480, 600)


@given(st.binary(max_size=400))
def test_arbitrary_bytes_are_no_photo(data):
    with pytest.raises(InputError):
        prepare_photo(data)


@pytest.mark.parametrize("budget", [330, 450, 600])
def test_a_portrait_uses_its_budget_and_never_more(budget):
    portrait = qr_portrait(prepare_photo(astronaut(), crop=FACE), budget)
    assert isinstance(portrait, Portrait)
    assert portrait.format is PortraitFormat.WEBP
    assert budget * 0.85 < len(portrait.data) <= budget


def test_a_portrait_is_grey_and_of_the_profile_s_size():
    portrait = qr_portrait(prepare_photo(astronaut(), crop=FACE), 450)
    with Image.open(io.BytesIO(portrait.data)) as picture:
        assert (picture.format, picture.size) == ("WEBP", (60, 76))
        red, green, blue = (
            np.asarray(channel, dtype=int) for channel in picture.convert("RGB").split()
        )
    assert np.abs(red - green).max() <= 2
    assert np.abs(green - blue).max() <= 2


def test_the_same_photo_gives_the_same_portrait():
    photo = prepare_photo(astronaut(), crop=FACE)
    assert qr_portrait(photo, 450).data == qr_portrait(photo, 450).data


def test_more_bytes_never_make_a_worse_portrait():
    photo = prepare_photo(astronaut(), crop=FACE)
    fine = decoded_grey(qr_portrait(photo, 4000))
    faults = [
        float(np.abs(decoded_grey(qr_portrait(photo, budget)) - fine).mean())
        for budget in (250, 450, 600, 1200)
    ]
    assert faults == sorted(faults, reverse=True)


def decoded_grey(portrait: Portrait) -> np.ndarray:
    with Image.open(io.BytesIO(portrait.data)) as picture:
        return np.asarray(picture.convert("L"), dtype=float)


def test_a_budget_that_holds_no_portrait_is_refused():
    with pytest.raises(EncodingRefusedError, match=r"press\.portrait\.does_not_fit"):
        qr_portrait(prepare_photo(astronaut()), 20)


@pytest.mark.parametrize("texture", ["noise", "flat with an edge"])
def test_hard_photos_still_fit_the_usual_budget(texture):
    if texture == "noise":
        picture = Image.fromarray(
            np.random.default_rng(3).integers(0, 256, (1000, 800, 3), dtype=np.uint8)
        )
    else:
        picture = quarters()
    assert len(qr_portrait(prepare_photo(saved(picture)), 450).data) <= 450
