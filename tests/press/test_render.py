"""The printed card: what is on it, what is not, and that it is exact."""

from __future__ import annotations

import io
import random
import re
import tomllib
import unicodedata
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from denizen.errors import EncodingRefusedError, InputError
from denizen_press.colour import contrast
from denizen_press.face import (
    CardArt,
    CardFace,
    Disclaimer,
    EmergencyLine,
    HolderMark,
    Programme,
    TypedSignature,
    WrittenSignature,
    printed_date,
    printed_height,
)
from denizen_press.fonts import ScriptNotCoveredError, font_folder
from denizen_press.ground import PAGE, SECURITY_ZONE
from denizen_press.motifs import MOTIFS
from denizen_press.photo import PreparedPhoto
from denizen_press.qr_vector import modules_of
from denizen_press.read_back import require_readable
from denizen_press.render import code_place, rasterise, render_card, render_pdf

ART = CardArt("#1f5c3a", "#b9cfa6", "#13251b", "elms")
PROGRAMME = Programme(
    place="New Haven, CT",
    title="Elm City Resident Card",
    title_second="Tarjeta de residente",
    issuer_line="City of New Haven",
    verify_line="new-haven.denizen.example/check",
    lost_line="new-haven.denizen.example/stop",
    return_line="If you find this card, please hand it in at City Hall.",
    disclaimers=(
        Disclaimer("en", "Not a driver's license. Not permission to work."),
        Disclaimer("es", "No es una licencia de conducir. No es un permiso de trabajo."),
    ),
    art=ART,
)
FACE = CardFace(
    programme=PROGRAMME,
    name="María-José Ñáñez de la Concepción Etxeberria Zúñiga",
    birth_date="14 MAR 1987",
    issued="22 NOV 2026",
    expires="21 NOV 2031",
    card_number="7K3M-9QXT-4B2H",
    check_code="W8DN-2ZRC-6VPE",
    address_lines=("586 Ella T. Grasso Boulevard", "New Haven, CT 06519"),
    signature=TypedSignature("María José Ñáñez"),
    second_language="es",
)
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def qr_text(length: int = 1120, seed: int = 1) -> str:
    """Draw a text as even as a signed one."""
    return "".join(random.Random(seed).choice(_ALPHABET) for _ in range(length))


@cache
def plain_photo() -> PreparedPhoto:
    """Draw a plain head and shoulders."""
    picture = Image.new("RGB", (480, 600), (205, 214, 222))
    pen = ImageDraw.Draw(picture)
    pen.ellipse((140, 120, 340, 420), fill=(141, 85, 54))
    pen.rounded_rectangle((40, 470, 440, 800), 120, fill=(40, 70, 110))
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=88)
    return PreparedPhoto(stream.getvalue())


@pytest.fixture
def photo() -> PreparedPhoto:
    """Give the plain photo."""
    return plain_photo()


def printed(face: CardFace, photo: PreparedPhoto, *, specimen: bool = False) -> bytes:
    """Print a face with a fixed code."""
    return render_pdf(face, photo, qr_text=qr_text(), specimen=specimen)


def text_of(pdf: bytes, page: int) -> str:
    """Read a page's text as a reader would copy it."""
    document = pypdfium2.PdfDocument(pdf)
    text = document[page].get_textpage().get_text_range()
    document.close()
    return unicodedata.normalize("NFC", text)


def squeezed(text: str) -> str:
    """Drop spaces and breaks."""
    return "".join(re.sub("[\ufffe\u200b]", "", text).split())


def grey(pdf: bytes, page: int) -> np.ndarray:
    """Draw a page at 300 dpi in grey."""
    return np.asarray(rasterise(pdf)[page].convert("L"))


# The page


def test_the_pdf_is_two_pages_of_exactly_a_bank_card(photo: PreparedPhoto) -> None:
    document = pypdfium2.PdfDocument(printed(FACE, photo))
    assert len(document) == 2
    for number in range(2):
        width, height = document[number].get_size()
        assert width / 72 * 25.4 == pytest.approx(85.60, abs=0.001)
        assert height / 72 * 25.4 == pytest.approx(53.98, abs=0.001)
    document.close()


def test_the_pictures_have_the_printers_dots_and_say_so(photo: PreparedPhoto) -> None:
    card = render_card(FACE, photo, qr_text=qr_text(), specimen=True)
    for data in (card.front_png, card.back_png):
        with Image.open(io.BytesIO(data)) as picture:
            assert picture.size == (1011, 637)
            assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)


def test_every_font_is_embedded_and_no_other_is_asked_for(photo: PreparedPhoto) -> None:
    pdf = printed(replace(FACE, name="欧阳 Їжак محمد আয়েশা יוסף"), photo)
    named = set(re.findall(rb"/FontName/([A-Z]{6}\+\w+)", pdf))
    assert named
    assert pdf.count(b"/FontFile") == pdf.count(b"/Type/FontDescriptor")
    assert b"Helvetica" not in pdf


def test_the_same_card_gives_the_same_bytes(photo: PreparedPhoto) -> None:
    first = printed(FACE, photo)
    printed(replace(FACE, name="Someone Else"), photo)
    assert printed(FACE, photo) == first


def test_the_file_says_nothing_about_the_holder_outside_its_pages(photo: PreparedPhoto) -> None:
    pdf = printed(FACE, photo)
    document = pypdfium2.PdfDocument(pdf)
    metadata = document.get_metadata_dict()
    document.close()
    assert not any(metadata[key] for key in ("Title", "Author", "Subject", "Keywords"))
    assert not metadata["CreationDate"]
    assert not metadata["ModDate"]
    for secret in (FACE.name, "Zúñiga", FACE.card_number, "Grasso"):
        assert secret.encode() not in pdf
        assert secret.encode("utf-16-be") not in pdf


def test_a_name_is_never_a_command(photo: PreparedPhoto) -> None:
    name = '"] #panic("x") $a$ *b* \\u{41} // `c`'
    front = text_of(printed(replace(FACE, name=name, second_language=None), photo), 0)
    assert squeezed(name) in squeezed(front)


def test_repr_of_a_face_shows_nothing_personal() -> None:
    shown = repr(replace(FACE, emergency_contact=EmergencyLine("Rosa Zúñiga", "203 555 0100")))
    for secret in ("Zúñiga", "1987", "Grasso", "7K3M", "W8DN", "Rosa", "0100"):
        assert secret not in shown


# The code


@pytest.mark.parametrize(("length", "dots"), [(1120, 4), (1300, 4), (300, 6)])
def test_every_module_of_the_code_is_whole_dots_of_black_or_white(
    photo: PreparedPhoto, length: int, dots: int
) -> None:
    text = qr_text(length)
    back = grey(render_pdf(FACE, photo, qr_text=text, specimen=True), 1)
    place = code_place(text)
    field = back[place.top : place.top + place.side, place.left : place.left + place.side]
    modules = np.pad(modules_of(text), 4)
    assert place.side == len(modules) * dots
    expected = np.kron(np.where(modules, 0, 255), np.ones((dots, dots)))
    # One level of 255 is the rounding of a renderer's edge, no dot of ink.
    assert np.abs(field - expected).max() <= 12
    assert (np.abs(field - expected) > 2).mean() < 0.001


def test_the_default_code_is_34_millimetres_with_its_quiet_zone() -> None:
    place = code_place(qr_text())
    assert place.side == (93 + 8) * 4
    assert place.side / 300 * 25.4 == pytest.approx(34.2, abs=0.01)
    assert place.left + place.side < PAGE[0] - 24


def test_the_code_reads_back_from_the_blurred_back(photo: PreparedPhoto) -> None:
    card = render_card(FACE, photo, qr_text=qr_text(), specimen=True)
    require_readable(card.back_png, qr_text())


def test_a_text_too_long_for_the_card_is_refused(photo: PreparedPhoto) -> None:
    with pytest.raises(EncodingRefusedError) as refusal:
        render_pdf(FACE, photo, qr_text=qr_text(1400), specimen=True)
    assert refusal.value.code == "press.qr_too_large"


def test_the_check_code_is_not_on_the_side_with_the_code(photo: PreparedPhoto) -> None:
    pdf = printed(FACE, photo)
    assert squeezed(FACE.check_code) in squeezed(text_of(pdf, 0))
    assert squeezed(FACE.check_code) not in squeezed(text_of(pdf, 1))


# Names


@pytest.mark.parametrize(
    "name",
    [
        "María-José Ñáñez de la Concepción Etxeberria Zúñiga",
        "Maximiliano Sebastián Fernández-Echeverría y Villavicencioss",  # 60
        "Maria Antonieta Guadalupe de los Ángeles Concepción Xochiquetzal Hernández-Montecristo y Villavicen",
        "Nguyễn Thị Ánh Tuyết",
        "Олександра Їжакевич-Чорновіл",
        "欧阳娜娜",
        "S",
        "Keihanaikukauakahihuliheekahaunaele",
        "Wolfeschlegelsteinhausenbergerdorffvoralternwarengewissenhaf",  # 60 in one word
    ],
)
def test_a_name_is_printed_in_full(photo: PreparedPhoto, name: str) -> None:
    front = text_of(printed(replace(FACE, name=name, second_language=None), photo), 0)
    assert squeezed(name) in squeezed(front)


def test_a_name_that_cannot_be_printed_in_full_is_refused_and_not_quoted(
    photo: PreparedPhoto,
) -> None:
    name = "Wanda Wilhelmina Wambui " * 20
    with pytest.raises(InputError) as refusal:
        printed(replace(FACE, name=name), photo)
    assert (refusal.value.code, refusal.value.where) == ("press.does_not_fit", "name")
    assert refusal.value.__cause__ is None
    assert refusal.value.__context__ is None
    assert "Wanda" not in str(refusal.value)


@pytest.mark.parametrize("field", ["name_secondary", "preferred_name", "height", "gender"])
def test_an_uncovered_script_is_refused_wherever_it_stands(
    photo: PreparedPhoto, field: str
) -> None:
    with pytest.raises(ScriptNotCoveredError, match="Ethiopic"):
        printed(replace(FACE, **{field: "አበበ"}), photo)


@pytest.mark.parametrize(
    ("joined", "apart"),
    [
        ("محمد حسين", "م\u200cح\u200cم\u200cد ح\u200cس\u200cي\u200cن"),
        ("ক্ষমা", "ক্\u200cষমা"),
    ],
)
def test_letters_that_join_are_joined(photo: PreparedPhoto, joined: str, apart: str) -> None:
    zone = np.s_[170:330, 390:970]
    one = grey(printed(replace(FACE, name=joined), photo), 0)[zone]
    other = grey(printed(replace(FACE, name=apart), photo), 0)[zone]
    assert (np.abs(one.astype(int) - other) > 60).mean() > 0.005


@pytest.mark.parametrize("name", ["יוסף כהן", "فاطمة الحسيني"])
def test_a_name_from_right_to_left_begins_at_the_right_edge(
    photo: PreparedPhoto, name: str
) -> None:
    plain = replace(FACE, second_language=None)
    front = grey(printed(replace(plain, name=name), photo), 0)
    inked = np.nonzero((front[180:260, 394:967] < 60).any(axis=0))[0]
    assert inked.max() > 967 - 394 - 12
    assert inked.min() > 150


def test_every_script_shows_ink_of_its_own_and_no_empty_boxes(photo: PreparedPhoto) -> None:
    names = {
        "PublicSans": "María Zúñiga",
        "NotoSans-": "Олександра",
        "NotoNaskhArabic": "محمد",
        "NotoSansBengali": "আয়েশা",
        "NotoSansSC": "欧阳娜娜",
        "NotoSansHebrew": "יוסף",
    }
    for font, name in names.items():
        pdf = printed(replace(FACE, name=name, second_language=None), photo)
        assert re.search(rb"/FontName/[A-Z]{6}\+" + font.encode(), pdf), font


# What is absent is absent


def test_optional_fields_leave_no_label_behind(photo: PreparedPhoto) -> None:
    bare = replace(FACE, address_lines=(), signature=None, expires=None, second_language=None)
    front, back = (text_of(printed(bare, photo), page) for page in (0, 1))
    for label in (
        "Address",
        "Height",
        "Eyes",
        "Gender",
        "Signature",
        "Mark",
        "Known as",
        "Expires",
    ):
        assert label not in front
    for label in ("In an emergency", "Speaks"):
        assert label not in back


def test_optional_fields_are_printed_when_they_are_given(photo: PreparedPhoto) -> None:
    full = replace(
        FACE,
        preferred_name="Marijó",
        name_secondary="Maria-Jose Nanez",
        height=printed_height(163),
        eye_color="Brown",
        gender="X",
        emergency_contact=EmergencyLine("Rosa Zúñiga", "+1 203 555 0187"),
        languages=("Español", "K'iche'"),
        signature=HolderMark(),
    )
    pdf = printed(full, photo)
    front, back = text_of(pdf, 0), text_of(pdf, 1)
    for shown in ("Marijó", "Nanez", "5'4\" (163 cm)", "Brown", "Mark of the holder", "Gender"):
        assert squeezed(shown) in squeezed(front)
    for shown in ("Rosa Zúñiga", "+1 203 555 0187", "Español", "In an emergency call"):
        assert squeezed(shown) in squeezed(back)


def test_labels_are_in_two_languages_where_there_is_room(photo: PreparedPhoto) -> None:
    front = text_of(printed(FACE, photo), 0)
    assert "Nombre" in front
    assert "Nacimiento" in front
    english = text_of(printed(replace(FACE, second_language=None), photo), 0)
    assert "Nombre" not in english


def test_a_picture_of_a_signature_is_printed_as_ink_without_its_paper(
    photo: PreparedPhoto,
) -> None:
    paper = Image.new("RGB", (600, 120), (225, 222, 210))
    ImageDraw.Draw(paper).line((40, 90, 300, 20, 560, 90), fill=(20, 30, 90), width=9)
    stream = io.BytesIO()
    paper.save(stream, "PNG")
    signed = replace(FACE, signature=WrittenSignature(stream.getvalue()))
    with_it = grey(printed(signed, photo), 0)[556:588, 50:355]
    without = grey(printed(replace(FACE, signature=None), photo), 0)[556:588, 50:355]
    assert (with_it < 60).sum() > 200
    assert np.median(with_it) == np.median(without)


def test_a_file_that_is_no_picture_is_refused_as_a_signature(photo: PreparedPhoto) -> None:
    with pytest.raises(InputError):
        printed(replace(FACE, signature=WrittenSignature(b"no picture")), photo)


def test_addresses_and_telephone_numbers_are_never_broken(photo: PreparedPhoto) -> None:
    programme = replace(
        PROGRAMME,
        lost_line="Stop it at any hour by calling us: washtenaw-county.denizen.example/stop",
    )
    back = text_of(printed(replace(FACE, programme=programme), photo), 1)
    assert "washtenaw-county.denizen.example/stop" in back


# Specimen, security zone, fine print


def test_specimen_lies_across_the_face_and_beside_the_code(photo: PreparedPhoto) -> None:
    marked, plain = (printed(FACE, photo, specimen=flag) for flag in (True, False))
    front = np.abs(grey(marked, 0).astype(int) - grey(plain, 0)) > 4
    columns = np.nonzero(front.any(axis=0))[0]
    assert columns.max() - columns.min() > 700
    assert front[160:540, 50:355].any()  # over the photo too
    place = code_place(qr_text())
    back = np.abs(grey(marked, 1).astype(int) - grey(plain, 1)) > 4
    assert back.any()
    assert not back[:, place.left :].any()


def test_specimen_leaves_the_words_readable(photo: PreparedPhoto) -> None:
    marked, plain = (grey(printed(FACE, photo, specimen=flag), 0) for flag in (True, False))
    words = plain[150:620, 394:967] < 40
    assert (marked[150:620, 394:967][words] < 90).mean() > 0.99


@pytest.mark.parametrize("motif", sorted(MOTIFS))
def test_the_security_zone_is_blank_on_every_card(photo: PreparedPhoto, motif: str) -> None:
    art = replace(ART, motif=motif)
    face = replace(
        FACE, programme=replace(PROGRAMME, art=art, title="A Title That Is Quite Long Indeed")
    )
    front = grey(printed(face, photo, specimen=True), 0)
    down, across = np.mgrid[0 : front.shape[0], 0 : front.shape[1]]
    zone = np.hypot(across - SECURITY_ZONE.x, down - (PAGE[1] - SECURITY_ZONE.y))
    assert (front[zone < SECURITY_ZONE.inner - 2] == 255).all()
    assert (front[zone > SECURITY_ZONE.inner + 2] < 255).any()


def test_microtext_is_only_as_small_as_the_printer_can_carry() -> None:
    capital = TTFont(font_folder() / "PublicSans_500Medium.ttf")["OS/2"].sCapHeight / 2000
    page = (Path(render_pdf.__code__.co_filename).parent / "pages" / "front.typ").read_text()
    points = float(re.search(r"size: ([\d.]+)pt, weight: medium, tracking: tracking", page)[1])
    assert points * capital / 0.24 >= 7


def test_fine_lines_belong_to_the_number(photo: PreparedPhoto) -> None:
    zone = np.s_[20:120, 845:865]
    one, other = (
        grey(printed(replace(FACE, card_number=number), photo), 0)[zone]
        for number in ("7K3M-9QXT-4B2H", "7K3M-9QXT-4B2J")
    )
    assert (one != other).any()


# Art


@pytest.mark.parametrize("charter", sorted(Path("charters").glob("*/charter.toml")), ids=str)
def test_the_art_of_every_shipped_charter_can_be_read(charter: Path) -> None:
    art = tomllib.loads(charter.read_text()).get("art")
    if art is not None:
        made = CardArt(art["primary"], art["secondary"], art["ink"], art["motif"])
        assert contrast("#ffffff", made.primary) >= 4.5
        assert contrast(made.primary, made.paper) >= 4.5


def test_unreadable_colours_and_unknown_motifs_are_refused() -> None:
    for code, art in {
        "press.low_contrast": ("#9fd0b0", "#b9cfa6", "#13251b", "elms"),
        "press.unknown_motif": ("#1f5c3a", "#b9cfa6", "#13251b", "eagle"),
        "press.bad_colour": ("green", "#b9cfa6", "#13251b", "elms"),
    }.items():
        with pytest.raises(InputError) as refusal:
            CardArt(*art)
        assert refusal.value.code == code


# Dates and heights


def test_dates_cannot_be_read_two_ways() -> None:
    assert printed_date(date(1987, 3, 4)) == "04 MAR 1987"
    assert printed_date(date(2031, 12, 31)) == "31 DEC 2031"


@pytest.mark.parametrize(
    ("centimetres", "shown"),
    [
        (163, "5'4\" (163 cm)"),
        (180, "5'11\" (180 cm)"),
        (183, "6'0\" (183 cm)"),
        (61, "2'0\" (61 cm)"),
    ],
)
def test_heights_are_given_in_both_measures(centimetres: int, shown: str) -> None:
    assert printed_height(centimetres) == shown


# Nothing overlaps


def letter_boxes(pdf: bytes, page: int) -> np.ndarray:
    """Return left, bottom, right, top in points of every printed letter that has ink."""
    document = pypdfium2.PdfDocument(pdf)
    words = document[page].get_textpage()
    boxes = np.array([words.get_charbox(index) for index in range(words.count_chars())])
    document.close()
    inked = boxes[((boxes[:, 2:] - boxes[:, :2]) > 0.05).all(axis=1)]
    return np.unique(inked.round(2), axis=0)  # the letters of a ligature share one box


def worst_overlap(boxes: np.ndarray) -> float:
    """Return the largest share of a letter's box that another letter's box covers."""
    low = np.maximum(boxes[:, None, :2], boxes[None, :, :2])
    high = np.minimum(boxes[:, None, 2:], boxes[None, :, 2:])
    shared = np.clip(high - low, 0, None).prod(axis=2)
    sizes = (boxes[:, 2:] - boxes[:, :2]).prod(axis=1)
    np.fill_diagonal(shared, 0)
    return float((shared / np.minimum(sizes[:, None], sizes[None, :])).max())


_ADDRESS = (
    "Address held by the Connecticut",
    "Address Confidentiality Program",
    "P.O. Box 150470, No. 5555",
    "Hartford, CT 06115-0470",
)
_LONG_NAME = (
    "Maria Antonieta Guadalupe de los Ángeles Concepción Xochiquetzal Hernández-Montecristo"
)


@pytest.mark.parametrize("lines", range(5))
@pytest.mark.parametrize("traits", [False, True])
@pytest.mark.parametrize("language", [None, "es", "pl", "vi"])
def test_no_letter_lies_on_another(
    photo: PreparedPhoto, lines: int, traits: bool, language: str | None
) -> None:
    face = replace(
        FACE,
        name=_LONG_NAME,
        preferred_name="Lupita",
        address_lines=_ADDRESS[:lines],
        second_language=language,
        emergency_contact=EmergencyLine(_LONG_NAME, "+1 203 555 0187"),
        languages=("Español", "English", "Nahuatl"),
    )
    if traits:
        face = replace(face, height=printed_height(183), eye_color="Blue-green", gender="F")
    pdf = printed(face, photo)
    for page in (0, 1):
        boxes = letter_boxes(pdf, page)
        assert worst_overlap(boxes) < 0.35
        assert boxes[:, 0].min() > 11
        assert boxes[:, 1].min() > 0.5
        assert boxes[:, 2].max() < 232.5


# Any name


_LETTERS = {
    "latin": "abcdefghijklmnopqrstuvwxyzáàâäãåāăąçćčďđéèêëėęěğíìîïłñńňóòôöõøőřśšşťúùûüůűýźžßþæœ",
    "cyrillic": "абвгдежзийклмнопрстуфхцчшщъыьэюяёђєіїјљњћўџ",
    "greek": "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώ",
    "arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوية",
    "hebrew": "אבגדהוזחטיכלמנסעפצקרשתםןץףך",
    "bengali": "অআইউকখগঘচছজঝটঠডঢণতথদধনপফবভমযরলশষসহািীুূেো",
    "han": "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹",
}


@st.composite
def names(draw: st.DrawFn) -> str:
    """Draw a name of up to sixty characters in one script, of words that no line must break."""
    letters = _LETTERS[draw(st.sampled_from(sorted(_LETTERS)))]
    count = draw(st.integers(1, 6))
    words = [
        draw(st.text(letters, min_size=1, max_size=60 // count - 1 or 1)) for _ in range(count)
    ]
    return unicodedata.normalize("NFC", " ".join(words)[:60].strip().title())


@settings(max_examples=40, deadline=None)
@given(name=names(), latin=st.booleans())
def test_no_name_leaves_its_zone(name: str, latin: bool) -> None:
    face = replace(FACE, name=name, name_secondary="Latin Form Of It" if latin else None)
    front = grey(printed(face, plain_photo()), 0)
    plain = grey(printed(replace(face, name="\u00a0", name_secondary=None), plain_photo()), 0)
    ink = np.nonzero(np.abs(front.astype(int) - plain) > 25)
    top, bottom, left, right = ink[0].min(), ink[0].max(), ink[1].min(), ink[1].max()
    # The zone in dots: between band and dates, from the column to the right margin; letters that hang
    # over by a dot or two (italics, swashes, marks over capitals) stay clear of every neighbour.
    assert top >= 168
    assert bottom <= 327
    assert left >= 386
    assert right <= 970
