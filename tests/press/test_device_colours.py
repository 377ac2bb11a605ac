"""A printed page names the printer's own colours, and its file stays in order."""

from __future__ import annotations

from denizen_press.device_colours import in_device_colours

PROFILED = (
    b"%PDF-1.7\n1 0 obj\n[/ICCBased 7 0 R]\nendobj\n2 0 obj\n[/ICCBased 8 0 R]\nendobj\n"
    b"7 0 obj\n<</Length 3/N 3/Range[0 1 0 1 0 1]>>stream\nabc\nendstream\nendobj\n"
    b"8 0 obj\n<</Length 3/N 1/Range[0 1]>>stream\nabc\nendstream\nendobj\n"
)


def test_each_profile_becomes_the_device_of_as_many_channels_in_its_place():
    changed = in_device_colours(PROFILED)
    assert b"1 0 obj\n/DeviceRGB " in changed
    assert b"2 0 obj\n/DeviceGray " in changed
    assert b"ICCBased" not in changed
    assert len(changed) == len(PROFILED)
    assert changed.index(b"8 0 obj\n<<") == PROFILED.index(b"8 0 obj\n<<")


def test_what_is_not_understood_stays_as_it_is():
    for odd in (b"", b"[/ICCBased 9 0 R]", b"[/ICCBased 7 0 R]\n7 0 obj\n<</N 4>>"):
        assert in_device_colours(odd) == odd
