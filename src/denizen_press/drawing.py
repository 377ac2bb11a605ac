"""The smallest PDF that holds one vector drawing, as plain text that the typesetter can embed.

Drawings that differ on every card (the code, the fine lines) are written as PDF operators directly: the
typesetter copies them into the card instead of parsing, converting and writing thousands of shapes.  Colours
are those of the device: `0 g` is the printer's own black.  ISO 32000-1, 7.5 (file structure), 8.5 (paths).
"""

from __future__ import annotations

from denizen_press.colour import channels


def drawing(operators: str, width: float, height: float) -> str:
    """Wrap path operators as a PDF page of a size; x runs right and y runs up from the lower left."""
    bodies = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width:.4f} {height:.4f}]"
        "/Contents 4 0 R/Resources<<>>>>",
        f"<</Length {len(operators)}>>stream\n{operators}\nendstream",
    )
    parts, places, length = ["%PDF-1.7\n"], [], 9
    for number, body in enumerate(bodies, 1):
        places.append(f"{length:010d} 00000 n \n")
        parts.append(f"{number} 0 obj\n{body}\nendobj\n")
        length += len(parts[-1])
    return (
        f"{''.join(parts)}xref\n0 {len(places) + 1}\n0000000000 65535 f \n{''.join(places)}"
        f"trailer<</Size {len(places) + 1}/Root 1 0 R>>\nstartxref\n{length}\n%%EOF"
    )


def stroke_colour(colour: str) -> str:
    """Write the operator that sets the colour of strokes (`RG`)."""
    return " ".join(f"{channel / 255:.3f}" for channel in channels(colour)) + " RG"
