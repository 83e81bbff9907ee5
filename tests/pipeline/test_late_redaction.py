from dataclasses import replace
from pathlib import Path

import pytest

from csa_research.errors import InputError
from csa_research.pipeline.originals import purge
from csa_research.pipeline.originals.late_redaction import Request, by_group, redact, survey
from csa_research.pipeline.originals.releasing import sign_release
from csa_research.pipeline.runner import is_fresh
from csa_research.pipeline.stages import stage
from csa_research.records import Suggestion, TopicModel
from csa_research.vault import contents
from pipeline.care_study import code, everything_in, fill, found, make_study, transcript, working

TALK = (
    transcript(
        "POL1", "Fac: How was it for Rowan Ashby?", "Kim: Zarnika's nan rang us, and ZARNIKA THRELFALL cried.",
        "Sam: The Threlfalls moved. Rowan Ashby knew zarnika well.",
    ),
    transcript("EDU1", "Fac: And here?", "Lee: Nobody listened to zarnika threlfall, nobody at all.", "Lee: It takes time."),
)  # fmt: skip
NAME = "Zarnika Threlfall"


@pytest.fixture
def study(tmp_path):
    study = make_study(tmp_path / "study")
    with working(study) as ctx:
        fill(ctx, TALK, found(TALK, ("Rowan Ashby", "PERSON")))
    return study


def words(ctx):
    return [turn.text for turn in ctx.store.turns()]


def run(ctx, name=NAME, **options):
    request = Request(name, "R. Lead", **options)
    return redact(ctx, request, survey(ctx, request))


def test_every_form_is_replaced_in_every_group_and_counted_by_place(study):
    with working(study) as ctx:
        places = survey(ctx, Request(NAME, "R. Lead")).released
        done = run(ctx, label="Child")
        assert (done.pseudonym, done.groups) == ("[Child 1]", ("EDU1", "POL1"))
        assert places == (("EDU1", 1, 1), ("POL1", 1, 2), ("POL1", 2, 2))
        assert by_group(places) == ("EDU1: 1 in turns 1", "POL1: 4 in turns 1 (2 times), 2 (2 times)")
        assert words(ctx)[1] == "Nobody listened to [Child 1], nobody at all."
        assert words(ctx)[4] == "[Child 1]'s nan rang us, and [Child 1] cried."
        assert words(ctx)[5].startswith("The [Child 1] moved.")


def test_codings_stand_on_the_same_words_and_memos_and_journal_lose_the_name(study):
    with working(study) as ctx:
        first = code(ctx, "EDU1", 1, "Nobody listened to zarnika", memo="Zarnika again; see THRELFALL")
        after = code(ctx, "EDU1", 1, "nobody at all")
        ctx.store.put_summary("EDU1", "IN01", "zarnika-threlfall was not heard", "A")
        ctx.store.replace_suggestions("near", [Suggestion("EDU1", 2, "IN01", 0.5, "near", "like: listened to Zarnika")])
        ctx.store.put_topics(TopicModel((), (), (), ()))
        run(ctx, label="Child")
        by_id = {c.id: c for c in ctx.store.codings()}
        assert (by_id[first.id].quote, by_id[first.id].memo) == ("Nobody listened to [Child 1]", "[Child 1] again; see [Child 1]")
        assert (by_id[after.id].quote, by_id[after.id].quote_id) == (after.quote, after.quote_id)
        assert ctx.store.summaries()["EDU1", "IN01"] == "[Child 1] was not heard"
        assert (ctx.store.suggestions(), ctx.store.topics()) == ((), None)
        entry = ctx.store.journal()[-1]
        assert (entry.action, entry.subject, entry.detail) == ("late redaction", "5 mentions in 2 groups", "[Child 1]")
    left = everything_in(study.folder)
    assert b"zarnika" not in left
    assert b"threlfall" not in left


def test_copies_caches_and_the_log_of_the_store_hold_nothing_afterwards(study):
    (study.folder / "study.before-0002.db").write_bytes(b"old copy with Zarnika Threlfall in it")
    study.embeddings.parent.mkdir()
    study.embeddings.write_bytes(b"vectors")
    with working(study) as ctx:
        run(ctx)
        assert not study.embeddings.exists()
        assert not (study.folder / "study.before-0002.db").exists()
        assert b"threlfall" not in everything_in(study.folder)


def test_a_new_version_is_signed_and_stays_reviewed_or_not_as_it_was(tmp_path):
    for unreviewed in (False, True):
        study = make_study(tmp_path / f"study{unreviewed}")
        with working(study) as ctx:
            fill(ctx, TALK, found(TALK, ("Rowan Ashby", "PERSON")), unreviewed=unreviewed)
            run(ctx, "Ashby" if unreviewed else NAME)
            versions = {r.group: (r.version, r.signed_by, r.reviewed) for r in ctx.store.releases()}
            if not unreviewed:
                assert versions == {"EDU1": (2, "R. Lead", True), "POL1": (2, "R. Lead", True)}
            assert {reviewed for _, _, reviewed in versions.values()} == {not unreviewed}


def test_a_later_release_says_the_same_and_the_release_counts_as_fresh(study):
    with working(study) as ctx:
        coding = code(ctx, "POL1", 1, "nan rang us, and ZARNIKA")
        run(ctx)
        runs = {r.stage: r for r in ctx.store.stage_runs()}
        assert is_fresh(ctx, stage("release"), runs)
        before, quote = words(ctx), ctx.store.codings()[0].quote
        sign_release(ctx, by="R. Lead", unreviewed=False)
        assert words(ctx) == before
        assert (ctx.store.codings()[0].id, ctx.store.codings()[0].quote) == (coding.id, quote)


def test_a_known_person_keeps_their_pseudonym_and_half_masked_names_are_joined(study):
    with working(study) as ctx:
        (known,) = [e.pseudonym for e in contents.entities(ctx.vault()) if "Rowan Ashby" in e.names]
        done = run(ctx, same_as=known)
        assert done.pseudonym == known
        assert words(ctx)[4] == f"{known}'s nan rang us, and {known} cried."
        with pytest.raises(InputError, match="not a replacement of this study"):
            run(ctx, "nobody", same_as="[Child 99]")


def test_a_name_that_is_an_ordinary_word_goes_only_with_its_capital_unless_any_case_is_asked(tmp_path):
    study = make_study(tmp_path / "study")
    talk = (transcript("A", "P1: I hope so, said Hope.", "P1: and hope's mum"),)
    with working(study) as ctx:
        fill(ctx, talk, ())
        look = survey(ctx, Request("Hope", "R"))
        assert (look.released, look.ordinary) == ((("A", 0, 1),), (("A", 0, 1), ("A", 1, 1)))
        run(ctx, "Hope", label="Child")
        assert words(ctx) == ["I hope so, said [Child 1].", "and hope's mum"]
        run(ctx, "hope", any_case=True)
        assert words(ctx) == ["I [Child 1] so, said [Child 1].", "and [Child 1]'s mum"]


def test_words_that_sound_alike_are_shown_as_places_and_left(tmp_path):
    study = make_study(tmp_path / "study")
    with working(study) as ctx:
        fill(ctx, (transcript("A", "P1: Zarnikka came", "P1: Zarnika went"),), ())
        assert survey(ctx, Request("Zarnika", "R")).alike == (("A", 0, 1),)


def test_a_name_that_stands_nowhere_is_not_found(study):
    with working(study) as ctx:
        look = survey(ctx, Request("Quillon Vantongeren", "R"))
        assert not look.found
        assert look.files == purge.Found()
        for bad in ("", "  ", "?", "x"):
            with pytest.raises(InputError, match="at least two letters"):
                survey(ctx, Request(bad, "R"))


def test_a_replacement_that_holds_the_name_stops_it_before_anything_changes(tmp_path):
    study = make_study(tmp_path / "study")
    talk = (transcript("A", "P1: Bram and Larkspur House"),)
    with working(study) as ctx:
        fill(ctx, talk, ())
        run(ctx, "Bram", label="[somebody of Larkspur]")
        before = words(ctx)
        with pytest.raises(InputError, match="hold this name themselves"):
            run(ctx, "Larkspur")
        assert words(ctx) == before


def test_files_that_hold_the_name_are_listed_and_outputs_are_deleted_on_request(study, tmp_path):
    (study.outputs / "report").mkdir(parents=True)
    (study.outputs / "report" / "old.html").write_text("<p>Zarnika <b>Threl</b>fall</p>", encoding="utf-8")
    (study.outputs / "report" / "clean.html").write_text("<p>nobody</p>", encoding="utf-8")
    (study.outputs / "manifest.json").write_text('{"files": {"report/old.html": {}, "report/clean.html": {}}}', encoding="utf-8")
    (study.folder / "transcripts").mkdir()
    (study.folder / "transcripts" / "raw.txt").write_text("zarnika threlfall", encoding="utf-8")
    sent = tmp_path / "sent"
    sent.mkdir()
    (sent / "zarnika_threlfall.csv").write_text("a,b", encoding="utf-8")
    (sent / "broken.docx").write_bytes(b"PK\x03\x04 no archive")
    with working(study) as ctx:
        files = survey(ctx, Request(NAME, "R"), [sent]).files
        assert [p.name for p in files.outputs] == ["old.html"]
        assert sorted(p.name for p in files.others) == ["raw.txt", "zarnika_threlfall.csv"]
        assert [p.name for p in files.unread] == ["broken.docx"]
        assert purge.remove_outputs(ctx, (*files.outputs, *files.others)) == 1
        assert (sent / "zarnika_threlfall.csv").exists()
        assert not files.outputs[0].exists()
        assert purge.remove_outputs(ctx, ()) == 0
        assert "old.html" not in (study.outputs / "manifest.json").read_text(encoding="utf-8")
        with pytest.raises(InputError, match="is not there"):
            survey(ctx, Request(NAME, "R"), [sent / "nowhere"])


def test_without_the_vault_the_released_text_is_still_cleaned(study):
    with working(study) as ctx:
        coding = code(ctx, "EDU1", 1, "zarnika threlfall, nobody")
    Path(study.settings.paths.vault).unlink()
    with working(study) as ctx:
        run(ctx, label="Child")
        assert ctx.store.codings()[0].quote == "[Child 1], nobody"
        assert ctx.store.codings()[0].id == coding.id
    assert b"threlfall" not in everything_in(study.folder)


def test_a_number_is_found_with_any_gaps(tmp_path):
    study = make_study(tmp_path / "study")
    with working(study) as ctx:
        fill(ctx, (transcript("A", "P1: ring 07700 900146 or 07700900146 now"),), ())
        run(ctx, "07700-900-146", type="CONTACT")
        text = words(ctx)[0]
        assert text.startswith("ring [")
        assert text.endswith("] now")
        assert "0146" not in text
        assert "900" not in text
        sign_release(ctx, by="R", unreviewed=False)
        assert words(ctx)[0] == text


def test_in_an_unreviewed_release_what_is_masked_already_keeps_its_pseudonym(tmp_path):
    study = make_study(tmp_path / "study")
    talk = (transcript("A", "P1: Zarnika came.", "P1: And zarnika went."),)
    with working(study) as ctx:
        fill(ctx, talk, [replace(i, status="suggested") for i in found(talk, ("Zarnika", "PERSON"))], unreviewed=True)
        before = words(ctx)
        done = run(ctx, "Zarnika")
        assert before == ["[Person 1] came.", "And zarnika went."]
        assert (done.pseudonym, words(ctx)) == ("[Person 1]", ["[Person 1] came.", "And [Person 1] went."])
        sign_release(ctx, by="R. Lead", unreviewed=True)
        assert words(ctx) == ["[Person 1] came.", "And [Person 1] went."]
