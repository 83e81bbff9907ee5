from __future__ import annotations

import io
from dataclasses import replace

from matplotlib.image import imread

from csa_research.analysis import Analysis
from csa_research.export.pictures.theory_drawing import theory_drawing
from csa_research.export.pictures.theory_png import theory_png


def test_the_picture_has_the_shape_of_the_drawing_and_ink_in_every_box(tiny: Analysis) -> None:
    drawing = theory_drawing(tiny)
    picture = imread(io.BytesIO(theory_png(drawing)))
    high, wide = picture.shape[:2]
    assert abs(high / wide - drawing.height / drawing.width) < 0.01
    scale = wide / drawing.width
    for box in drawing.boxes:
        inside = picture[
            int(box.y * scale) + 4 : int((box.y + box.height) * scale) - 4,
            int(box.x * scale) + 4 : int((box.x + box.width) * scale) - 4,
            :3,
        ]
        assert inside.min() < 0.5, box.node
        assert inside.max() > 0.99, box.node


def test_words_with_signs_of_mathematics_are_drawn_as_they_are(tiny: Analysis) -> None:
    drawing = theory_drawing(tiny)
    assert theory_png(replace(drawing, title=("Costs $5 and $6 _now_ \\frac",)))
