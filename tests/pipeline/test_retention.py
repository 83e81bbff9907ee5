import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from csa_research.anonymise.leaving.withdrawn import TEXT
from csa_research.errors import InputError, PersonNeeded, SettingsError
from csa_research.pipeline.originals import reviewing
from csa_research.pipeline.originals.closed import run_detect
from csa_research.pipeline.originals.late_redaction import Request, redact, survey
from csa_research.pipeline.originals.retention import blanked, confirm, destroy, reminders
from csa_research.pipeline.originals.withdrawal import withdraw
from csa_research.pipeline.runner import states
from csa_research.records import Identifier, Span
from csa_research.study import open_study
from csa_research.vault import contents
from pipeline.care_study import code, fill, found, make_study, transcript, working

TALK = (transcript("POL1", "P1: Rowan Ashby met us by the old well.", "P2: Zarnika Threlfall came too."),)


@pytest.fixture
def study(tmp_path):
    study = make_study(tmp_path / "study", documents=True)
    with working(study) as ctx:
        fill(ctx, TALK, found(TALK, ("Rowan Ashby", "PERSON")))
    (study.folder / "transcripts").mkdir()
    (study.folder / "transcripts" / "raw.txt").write_text("Rowan Ashby", encoding="utf-8")
    return study


def settings_with(study, **dates):
    text = (study.folder / "study.yaml").read_text(encoding="utf-8")
    rows = "".join(f"  {name}: {value}\n" for name, value in dates.items())
    (study.folder / "study.yaml").write_text(f"{text}retention:\n{rows}", encoding="utf-8")
    return open_study(study.folder)


def test_originals_are_gone_with_a_certificate_and_released_text_stays(study):
    with working(study) as ctx:
        before = ctx.store.turns()
        certificate, plain = destroy(ctx, "originals", by="D. Keeper")
        vault = ctx.vault()
        assert (contents.originals(vault), contents.identifiers(vault, "machine")) == ((), ())
        assert "".join(turn.text.strip() for t in contents.transcripts(vault) for turn in t.turns) == ""
        assert ctx.store.turns() == before
        assert not (study.folder / "transcripts" / "raw.txt").exists()
        assert ctx.store.journal()[-1].action == "destroyed"
        with pytest.raises(InputError, match="were destroyed on"):
            destroy(ctx, "originals", by="D. Keeper")
    said = json.loads(certificate.read_text(encoding="utf-8"))
    assert (said["study"], said["destroyed"], said["by"], said["state"]) == ("small", "originals", "D. Keeper", "done")
    raw = "\n".join(turn.text for turn in TALK[0].turns).encode()
    assert [item["what"] for item in said["items"]] == [
        "file as it arrived",
        "transcript as read",
        "file in the transcripts folder",
    ]
    assert said["items"][0]["sha256"] == hashlib.sha256(raw).hexdigest()
    text = plain.read_text(encoding="utf-8")
    assert "CERTIFICATE OF DESTRUCTION" in text
    assert "[ ] the recording device" in text
    assert "  - file as it arrived, group POL1, sha256 " in text
    assert "Ashby" not in text + certificate.read_text(encoding="utf-8")


def test_after_the_originals_the_stages_stay_fresh_and_names_can_still_be_removed(study):
    with working(study) as ctx:
        coding = code(ctx, "POL1", 1, "Threlfall came")
        destroy(ctx, "originals", by="D. Keeper")
        assert [s.state for s in states(ctx)][:3] == ["fresh", "fresh", "fresh"]
        for step in (reviewing.decide,):
            with pytest.raises(InputError, match="its review and release have ended"):
                step(ctx)
        assert run_detect(ctx) == "made"
        assert [e.names for e in contents.entities(ctx.vault())] != []
        request = Request("Zarnika Threlfall", "R. Lead", label="Child")
        done = redact(ctx, request, survey(ctx, request))
        assert ctx.store.turns("POL1")[1].text == "[Child 1] came too."
        assert [(c.id, c.quote) for c in ctx.store.codings()] == [(coding.id, "[Child 1] came")]
        assert done.pseudonym in [e.pseudonym for e in contents.entities(ctx.vault())]
        (state,) = [s.state for s in states(ctx) if s.stage.name == "release"]
        assert state == "fresh"


def test_after_the_originals_a_participant_can_still_withdraw(study):
    with working(study) as ctx:
        destroy(ctx, "originals", by="D. Keeper")
        key = next(run.key for run in ctx.store.stage_runs() if run.stage == "release")
        withdraw(ctx, "POL1", "[Participant 2]", by="R. Lead")
        assert [turn.text for turn in ctx.store.turns("POL1")][1] == TEXT
        assert next(run.key for run in ctx.store.stage_runs() if run.stage == "release") != key
        assert [s.state for s in states(ctx)][:3] == ["fresh", "fresh", "fresh"]


def test_the_key_is_the_vault_and_nothing_of_it_is_left(study):
    with working(study) as ctx:
        certificate, _ = destroy(ctx, "key", by="D. Keeper")
        assert not Path(study.settings.paths.vault).exists()
    said = json.loads(certificate.read_text(encoding="utf-8"))
    assert said["items"][0]["sha256"]
    assert said["items"][0]["records"] > 0
    with working(study) as ctx:
        assert len(ctx.store.turns()) == 2
        with pytest.raises(InputError, match="nothing to destroy"):
            destroy(ctx, "key", by="D. Keeper")


def test_nothing_is_destroyed_without_a_signature_or_the_typed_id(study):
    with working(study) as ctx, pytest.raises(InputError, match="is signed"):
        destroy(ctx, "key", by=" ")
    for typed in ("", "yes", "Small", "small2"):
        with pytest.raises(PersonNeeded, match="Nothing was destroyed"):
            confirm(study, typed)
    confirm(study, "small\n")


def test_kept_words_with_their_neighbours_are_all_that_is_left_of_a_transcript():
    kept = [Identifier("POL1", 0, Span(26, 29), "old", "QUASI", ("person",), 0.5, "keep")]
    (first, second) = blanked(TALK[0], kept).turns
    assert first.text == " " * 22 + "the old well" + " "
    assert second.text.strip() == ""
    assert len(first.text) == len(TALK[0].turns[0].text)


def test_a_reminder_comes_after_the_date_and_stops_with_the_certificate(study):
    dated = settings_with(study, originals_until="2026-01-31", key_until='"2031-01-31"')
    assert reminders(dated, date(2026, 1, 31)) == ()
    (line,) = reminders(dated, date(2026, 2, 1))
    assert line.startswith("Retention: the originals were to be kept until 2026-01-31 only.")
    assert len(reminders(dated, date(2032, 1, 1))) == 2
    with working(dated) as ctx:
        destroy(ctx, "originals", by="D. Keeper")
    assert reminders(dated, date(2026, 2, 1)) == ()
    assert reminders(study, date(2099, 1, 1)) == ()


@pytest.mark.parametrize("value", ["soon", "2026-13-01", "2026", "31.1.2026"])
def test_a_date_that_is_none_is_refused(study, value):
    with pytest.raises(SettingsError, match="YYYY-MM-DD"):
        settings_with(study, originals_until=value)
