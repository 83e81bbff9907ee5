"""known_places.csv of the study folder reaches the recogniser, and a change of it makes detection due again."""

import pytest

from csa_research.errors import FormatError
from csa_research.pipeline.context import Context
from csa_research.pipeline.originals import closed
from csa_research.pipeline.runner import run_up_to


def test_places_reach_the_recogniser_and_organisations_come_as_known_names(
    imported: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: dict[str, object] = {}

    def detect(transcripts: object, **options: object) -> tuple[object, ...]:
        given.update(options)
        return ()

    monkeypatch.setattr("csa_research.anonymise.detect.detect", detect)
    path = imported.study.folder / "known_places.csv"
    path.write_text("name,type\nWimble Lane,PLACE\nZorbwick Primary,ORG\n", encoding="utf-8")
    run_up_to(imported, "detect")
    assert given["known_places"] == ("Wimble Lane",)
    assert [entry.name for entry in given["roster"]] == ["Zorbwick Primary"]  # type: ignore[attr-defined]


def test_the_file_is_part_of_the_key_of_detection(imported: Context) -> None:
    path = imported.study.folder / "known_places.csv"
    before = closed.detect_inputs(imported)
    path.write_text("name,type\nWimble Lane,PLACE\n", encoding="utf-8")
    assert closed.detect_inputs(imported) != before
    path.unlink()
    assert closed.detect_inputs(imported) == imported.study.settings.models.model_dump()


def test_a_wrong_file_stops_detection_with_row_and_column(imported: Context) -> None:
    (imported.study.folder / "known_places.csv").write_text("name,type\nTyler,PERSON\n", encoding="utf-8")
    with pytest.raises(FormatError, match="row 2, column type"):
        run_up_to(imported, "detect")
