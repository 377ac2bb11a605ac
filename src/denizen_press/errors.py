"""What the press refuses, and what it admits.

A bad photo or picture is an `InputError` of the library: whoever gave it can mend it.  A card that does not
come out as it must is a `PressError`: ours to mend, and the card does not leave.  A picture without a code
says nothing against a card, so it is one more way of not being able to tell.
"""

from __future__ import annotations

from denizen.errors import CannotTellError, DenizenError, InputError


class PictureError(InputError):
    """A picture given to us cannot be used; `mend` says what to give instead."""


class PhotoError(PictureError):
    """A picture that can be read and is no photo for a card; `mend` says how to take a better one."""


class NoCodeError(CannotTellError):
    """No QR code could be read in the picture."""

    def __init__(self) -> None:
        super().__init__(
            "image.no_code",
            "no code could be read in the picture",
            step=0,
            mend="Tilt the card away from the lamp, fill the picture with its back, and try again.",
        )


class PressError(DenizenError):
    """The press made a card that must not leave; nothing that the applicant gave is at fault."""


class ReadBackError(PressError):
    """The card's code could not be read, or reads otherwise, in its own blurred picture."""
