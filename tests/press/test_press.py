"""A card leaves the press only in a child, only read back, and leaves nothing of its holder behind."""

from __future__ import annotations

import io
import os
import pickle
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from denizen._encoding import base45
from denizen.errors import EncodingRefusedError, InputError
from denizen_press import press, press_work
from denizen_press.errors import ReadBackError
from denizen_press.face import (
    CardArt,
    CardFace,
    Disclaimer,
    EmergencyLine,
    HolderMark,
    Programme,
    TypedSignature,
)
from denizen_press.photo import prepare_photo
from denizen_press.press import (
    MOST_CARDS,
    PressJob,
    press_batch_in_child,
    press_in_child,
    press_run_in_child,
)
from denizen_press.press_job import read_jobs, write_jobs
from denizen_press.raster import rasterise
from denizen_press.read import read_codes
from denizen_press.slip import LossSlip

PROGRAMME = Programme(
    place="New Haven, Connecticut",
    title="Elm City Resident Card",
    title_second="Tarjeta de residente",
    issuer_line="City of New Haven",
    verify_line="new-haven.denizen.example/check",
    lost_line="new-haven.denizen.example/stop",
    return_line="Please return to the City Clerk, 200 Orange Street, New Haven CT 06510.",
    disclaimers=(Disclaimer("en", "This card is not a driving licence."),),
    art=CardArt("#1f4d3a", "#c9a227", "#1b1b1b", "elms"),
)
FACE = CardFace(
    PROGRAMME,
    name="Rosalía Ñáñez-Quispe Güemes",
    birth_date="09 FEB 1991",
    issued="22 NOV 2026",
    expires="22 NOV 2030",
    card_number="7K3Q-2M9X-VB4T",
    check_code="QX7R-9KDM-3H2P",
    address_lines=("214 Grand Avenue, Apt 3", "New Haven CT 06513"),
    emergency_contact=EmergencyLine("Filomena Quispe", "203 555 0142"),
    signature=TypedSignature("Rosalía Ñáñez"),
    second_language="es",
)
SLIP = LossSlip(PROGRAMME, FACE.card_number, "H4W8-ZC2N-K6YD", "es")


def some_photo(seed):
    blocks = np.random.default_rng(seed).integers(0, 255, (12, 10, 3), dtype=np.uint8)
    stream = io.BytesIO()
    Image.fromarray(blocks).resize((480, 600), Image.Resampling.BICUBIC).save(stream, "PNG")
    return prepare_photo(stream.getvalue())


def some_text(seed):
    return base45.encode(np.random.default_rng(seed).bytes(690))


@pytest.fixture(scope="module")
def job():
    return PressJob(FACE, some_photo(1), some_text(1), specimen=True, slip=SLIP)


@pytest.fixture(scope="module")
def card(job):
    return press_in_child(job)


def words_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = [page.get_textpage().get_text_range() for page in document]
        return " ".join(" ".join(texts).split())
    finally:
        document.close()


def test_the_card_comes_back_as_pdf_and_pictures_that_say_what_was_signed(card, job):
    assert read_codes(card.pdf) == [job.qr_text]
    assert read_codes(card.back_png) == [job.qr_text]
    assert "Rosalía Ñáñez-Quispe Güemes" in words_of(card.pdf)
    with Image.open(io.BytesIO(card.front_png)) as front:
        assert front.size == pytest.approx((1011.02, 637.56), abs=1)


def test_a_card_is_printed_in_the_devices_own_colours(card):
    assert b"/DeviceGray" in card.pdf
    assert b"ICCBased" not in card.pdf + card.slip_pdf


def test_the_slip_comes_with_the_card_and_knows_no_name(card, job):
    text = words_of(card.slip_pdf)
    assert "H4W8-ZC2N-K6YD" in text
    assert FACE.card_number in text
    assert "Rosal" not in text
    assert press_in_child(replace(job, slip=None)).slip_pdf == b""


def test_nothing_of_a_card_is_in_the_memory_of_the_press(card, job, found_in_memory, spellings):
    """The planted leak that this search must find stands in test_child.py."""
    texts = (FACE.name, FACE.birth_date, FACE.card_number, FACE.check_code, job.qr_text)
    needles = {needle for text in texts for needle in spellings(text[:14])}
    needles |= {job.photo.jpeg[start : start + 24] for start in (700, 2000, 5000)}
    needles |= {card.pdf[2000:2032], SLIP.revocation_code.encode()}
    assert not found_in_memory(press._parent.pid, needles)


def test_pressing_starts_no_thread_in_the_parent(card):
    tasks = Path(f"/proc/{press._parent.pid}/task")
    assert len(list(tasks.iterdir())) == 1


def test_a_batch_comes_back_in_its_order(job):
    jobs = [
        replace(job, photo=some_photo(seed), qr_text=some_text(seed), slip=None)
        for seed in range(2, 6)
    ]
    cards = press_batch_in_child(jobs)
    assert [read_codes(card.back_png) for card in cards] == [[one.qr_text] for one in jobs]
    assert press_batch_in_child([]) == []


def test_one_refused_card_of_a_batch_is_named_by_its_place_and_none_leaves(job):
    too_long = replace(FACE, address_lines=("W" * 300,))
    with pytest.raises(InputError) as refusal:
        press_batch_in_child([job, replace(job, face=too_long)])
    assert refusal.value.code == "press.does_not_fit"
    assert refusal.value.where.startswith("card 2 of 2")
    assert "WW" not in str(refusal.value)


def test_a_script_without_a_font_is_refused_by_name_before_anything_is_printed(job):
    with pytest.raises(InputError, match="Thaana") as refusal:
        press_in_child(replace(job, face=replace(FACE, name="އަޙްމަދު")))
    assert refusal.value.code == "press.script_not_covered"


def test_a_text_too_long_for_any_code_is_refused(job):
    with pytest.raises(EncodingRefusedError):
        press_in_child(replace(job, qr_text="A" * 4000))


def test_a_card_whose_picture_says_something_else_does_not_leave(job, monkeypatch):
    """A fault planted where the page is set: the code of another card is printed."""
    render = press_work.render_pdf

    def swapped(face, photo, *, qr_text, specimen):
        return render(face, photo, qr_text=some_text(99), specimen=specimen)

    monkeypatch.setattr(press_work, "render_pdf", swapped)
    with pytest.raises(ReadBackError) as refusal:
        press_work.press_card(job)
    assert refusal.value.code == "press.read_back.differs"


def test_missing_fonts_are_refused_by_their_own_name(job, monkeypatch, tmp_path):
    monkeypatch.setenv("DENIZEN_FONTS", str(tmp_path))
    with pytest.raises(InputError) as refusal:
        press_in_child(job)
    assert refusal.value.code == "press.no_fonts"


def test_a_job_crosses_the_pipe_unchanged(job):
    marked = replace(job, face=replace(FACE, signature=HolderMark()), slip=None)
    assert read_jobs(write_jobs([job, marked])) == [job, marked]


class Hostile:
    def __reduce__(self):
        return os.system, ("true",)


def test_a_job_names_no_class_but_its_own():
    for other in (Hostile(), InputError("a.b", "c"), np.zeros(3)):
        with pytest.raises(pickle.UnpicklingError):
            read_jobs(pickle.dumps([other]))


def test_a_run_is_one_file_of_two_pages_a_card_in_order(job):
    people = {
        "Ana Ruiz": "1AAA-2BBB-3CCC",
        "محمد حسين": "4DDD-5EEE-6FFF",
        "欧阳娜娜": "7GGG-8HHH-9JJJ",
    }
    jobs = [
        replace(
            job,
            face=replace(FACE, name=name, card_number=number),
            qr_text=some_text(seed),
            slip=slip,
        )
        for seed, (name, number), slip in zip(
            range(7, 10), people.items(), (SLIP, None, SLIP), strict=True
        )
    ]
    run = press_run_in_child(jobs)
    assert [bool(slip) for slip in run.slip_pdfs] == [True, False, True]
    for place, one in enumerate(jobs):
        alone = press_in_child(one)
        pages = rasterise(run.pdf)[2 * place : 2 * place + 2]
        for page, picture in zip(pages, (alone.front_png, alone.back_png), strict=True):
            assert np.array_equal(np.asarray(page), np.asarray(Image.open(io.BytesIO(picture))))


def test_one_refused_card_of_a_run_is_named_by_its_place_and_none_leaves(job):
    too_long = replace(FACE, address_lines=("W" * 300,))
    with pytest.raises(InputError) as refusal:
        press_run_in_child([job, replace(job, face=too_long)])
    assert refusal.value.code == "press.does_not_fit"
    assert refusal.value.where.startswith("card 2 of 2")


def test_a_run_with_one_code_that_does_not_read_does_not_leave(job, monkeypatch):
    """A fault planted where the pages are set: the second card bears the code of another."""
    render = press_work.render_run

    def swapped(jobs):
        return render([jobs[0], replace(jobs[1], qr_text=some_text(99))])

    monkeypatch.setattr(press_work, "render_run", swapped)
    with pytest.raises(ReadBackError, match="card 2 of 2"):
        press_work.press_run([job, job])


@pytest.mark.parametrize("cards", [0, 101])
def test_a_run_of_no_card_or_of_too_many_is_refused(job, cards):
    with pytest.raises(InputError) as refusal:
        press_run_in_child([job] * cards)
    assert refusal.value.code == "press.run_size"


@pytest.mark.long
def test_the_longest_run_fits_the_memory_of_one_child(job):
    jobs = [replace(job, photo=some_photo(seed), slip=None) for seed in range(MOST_CARDS)]
    run = press_run_in_child(jobs)
    document = pypdfium2.PdfDocument(run.pdf)
    assert len(document) == 2 * MOST_CARDS
    document.close()
