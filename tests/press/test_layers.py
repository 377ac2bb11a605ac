"""Drawings and pictures laid under typeset pages, in a file that stays in order."""

from __future__ import annotations

import io
import re

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from denizen_press.layers import Layer, form, jpeg, with_layers
from denizen_press.raster import rasterise
from denizen_press.render import typeset

BOX = (242.64568, 153.01418)
TWO_PAGES = (
    "#set page(width: 85.6mm, height: 53.98mm, margin: 0pt)\n"
    "#rect(width: 10mm, height: 10mm, fill: black)\n#pagebreak()\n"
    "#rect(width: 10mm, height: 10mm, fill: black)"
)
RED, GREEN = "1 0 0 rg 0 0 300 200 re f", "0 1 0 rg 0 0 300 200 re f"


@pytest.fixture(scope="module")
def words():
    return typeset("words.typ", {"words.typ": TWO_PAGES})


def test_each_page_gets_its_own_layer_under_its_words(words):
    pages = rasterise(with_layers(words, [Layer(RED, {}), Layer(GREEN, {})], box=BOX))
    assert [page.getpixel((900, 600)) for page in pages] == [(255, 0, 0), (0, 255, 0)]
    assert {page.getpixel((50, 50)) for page in pages} == {(0, 0, 0)}


def test_a_piece_that_pages_share_is_written_once(words):
    ground = form("0 0 1 rg 0 0 300 200 re f", BOX)
    shared = Layer("/Ground Do", {"Ground": ground})
    pdf = with_layers(words, [shared, shared], box=BOX)
    assert pdf.count(ground.stream) == 1
    assert {page.getpixel((900, 600)) for page in rasterise(pdf)} == {(0, 0, 255)}


def test_a_photo_is_passed_on_byte_for_byte(words):
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), (200, 30, 40)).save(stream, "JPEG")
    layer = Layer("q 100 0 0 100 100 20 cm /Photo Do Q", {"Photo": jpeg(stream.getvalue(), (8, 8))})
    pdf = with_layers(words, [layer, Layer("", {})], box=BOX)
    assert stream.getvalue() in pdf
    shown = np.array(rasterise(pdf)[0].getpixel((600, 400)))
    assert np.abs(shown - (200, 30, 40)).max() < 6


def test_the_table_names_the_place_of_every_object(words):
    pdf = with_layers(words, [Layer(RED, {}), Layer(GREEN, {})], box=BOX)
    table = int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0])
    rows = re.findall(rb"(\d{10}) 00000 n ", pdf[table:])
    for number, start in enumerate(rows, 1):
        assert pdf[int(start) :].startswith(b"%d 0 obj\n" % number)
    assert f"/Size {len(rows) + 1}".encode() in pdf[table:]


def test_another_number_of_layers_than_pages_is_refused(words):
    with pytest.raises(ValueError, match=r"zip|shorter"):
        with_layers(words, [Layer(RED, {})], box=BOX)
    with pypdfium2.PdfDocument(words) as document:
        assert len(document) == 2
