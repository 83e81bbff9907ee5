"""1,000 late redactions of generated studies: what should stand, stands; the name is in no byte."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from csa_research.pipeline.originals.late_redaction import Request, redact, survey
from csa_research.pipeline.originals.releasing import sign_release
from pipeline.care_study import code, everything_in, fill, make_study, transcript, working

WORDS = "well she never told us about it because nobody asked and the form was long so we waited, then we rang again.".split()
NAMES = (
    "Zarnika Threlfall", "Quillon", "Brixley-Odum", "Vexmoor", "Tamsyne Okwuora", "Jorvik Pellanzo", "Wrenlow", "Dastgirov",
    "Ysolde Krantzer", "Fenwhistle", "Gormlaith", "Umberdale Pryxe", "Hettinga", "Lozwick", "Cressaby-Nunes", "Ikemba Rostovic",
    "Marjolaine", "Pulgrave", "Skarsgill", "Eluned Vashti", "Xiberras", "Nettlefrond", "Abernyte", "Oakuma Delphin", "Rhuddlanne",
)  # fmt: skip
PARTS = [part.lower() for name in NAMES for part in name.replace("-", " ").split()]
FORMS = ("{}", "{}'s", "{}’s", "LOW{}", "UP{}", "UP{}'S", "{}s", "JOINED{}", "HYPHEN{}")
STUDIES, EACH = 40, len(NAMES)


def rendered(name, form):
    """(what is said, what stays beside the pseudonym)."""
    said = form.replace("LOW", "").replace("UP", "").replace("JOINED", "").replace("HYPHEN", "").format(name)
    said = said.lower() if "LOW" in form else said.upper() if "UP" in form else said
    said = said.replace(" ", "").replace("-", "") if "JOINED" in form else said.replace(" ", "-") if "HYPHEN" in form else said
    stays = next((ending for ending in ("'s", "’s", "'S") if said.endswith(ending)), "")
    return said, stays


name_piece = st.tuples(st.integers(0, len(NAMES) - 1), st.sampled_from(FORMS))
plain_words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4)
turns = st.lists(st.tuples(plain_words, name_piece), min_size=0, max_size=3)
studies = st.tuples(
    st.lists(turns, min_size=len(NAMES) + 1, max_size=len(NAMES) + 1),
    st.permutations(range(len(NAMES))),
    st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99)), min_size=2, max_size=6),
)


def pieces_of(turn, number):
    """Words and (name, form) of one turn; every name stands somewhere at least once."""
    out = [piece for words, name in turn for piece in (*words, name)] + ["and", "then"]
    return [*out, (number % len(NAMES), FORMS[number % len(FORMS)]), "again"]


def render(pieces, gone):
    said = []
    for piece in pieces:
        if isinstance(piece, str):
            said.append(piece)
        else:
            text, stays = rendered(NAMES[piece[0]], piece[1])
            said.append(gone[piece[0]] + stays if piece[0] in gone else text)
    return " ".join(said)


def check(ctx, study, spoken, coded, gone):
    said = {(turn.group, turn.index): turn.text for turn in ctx.store.turns()}
    assert said == {place: render(pieces, gone) for place, pieces in spoken.items()}
    quotes = {coding.id: coding.quote for coding in ctx.store.codings()}
    assert quotes == {id_: render(spoken[place][first:last], gone) for id_, (place, first, last) in coded.items()}
    bytes_ = everything_in(study.folder)
    for name in gone:
        for form in (NAMES[name], NAMES[name].replace(" ", ""), NAMES[name].replace(" ", "-")):
            assert form.lower().encode() not in bytes_
        assert not any(part in PARTS and part.encode() in bytes_ for part in NAMES[name].lower().replace("-", " ").split())


def one_study(folder, spoken, order, spans):
    """Redact every name in turn; how many redactions were checked."""
    study = make_study(folder)
    lines = {g: [f"P{i % 3}: {render(spoken[g, i], {})}" for (h, i) in spoken if h == g] for g in ("A", "B")}
    talk = tuple(transcript(g, *said) for g, said in lines.items())
    gone: dict[int, str] = {}
    with working(study) as ctx:
        fill(ctx, talk, ())
        coded = {}
        for where, first, last in spans:
            place = sorted(spoken)[where % len(spoken)]
            first %= len(spoken[place])
            last = first + 1 + last % (len(spoken[place]) - first)
            words = render(spoken[place][first:last], {})
            if render(spoken[place], {}).index(words) == len(render(spoken[place][:first], {})) + (first > 0):
                coded[code(ctx, *place, words, memo=f"see {NAMES[order[0]].upper()}").id] = (place, first, last)
        for name in order:
            request = Request(NAMES[name], "R. Lead", label="Child")
            gone[name] = redact(ctx, request, survey(ctx, request)).pseudonym
            check(ctx, study, spoken, coded, gone)
        sign_release(ctx, by="R. Lead", unreviewed=False)
        check(ctx, study, spoken, coded, gone)
    return len(order)


@pytest.mark.slow
def test_after_1000_late_redactions_every_quote_stands_and_no_byte_holds_the_name():
    base = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
    done = []

    @settings(
        max_examples=STUDIES, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(studies)
    def redactions(study):
        said, order, spans = study
        half = len(said) // 2
        spoken = {("AB"[i // half], i % half): pieces_of(turn, i) for i, turn in enumerate(said)}
        folder = Path(tempfile.mkdtemp(dir=base))
        done.append(one_study(folder / "study", spoken, order, spans))
        shutil.rmtree(folder)

    try:
        redactions()
    finally:
        shutil.rmtree(base)
    assert sum(done) >= STUDIES * EACH == 1000
