"""Suggestions on a small invented study, with the TF-IDF embedder: quick, and the same everywhere."""

from __future__ import annotations

import random
from functools import partial

import pytest

from csa_research.coding.place import coding_id, quote_id
from csa_research.coding.suggesting.learned import learn
from csa_research.coding.suggesting.nearest import likeness, quote_scores, suggest_by_similarity
from csa_research.coding.suggesting.scene import lay_out
from csa_research.coding.suggesting.suggest import Suggestions, suggest_all, suggest_codes
from csa_research.embed import embed
from csa_research.records import Code, Codebook, Coding, Family, Span, Turn

LSA = partial(embed, model="lsa")
SAYINGS = {
    "OR03": ["no time to sit with her", "caseload far too high to visit", "not enough hours in the week", "short staffed again"],
    "MA09": ["nobody rang us back", "never heard what happened after", "no feedback on the referral", "no word from them"],
    "TM01": [
        "supervision is only about dates",
        "my supervisor asked how I was",
        "no supervision since spring",
        "supervision helps",
    ],
}
BOOK = Codebook(
    "b", "1", "", (Family("F", "F", ""),),
    (
        Code("OR03", "Time and caseload", "F", "F", "Time, staffing and caseload.", cue_phrases=(("barrier", "no time"),)),
        Code("MA09", "Feedback", "F", "F", "Hearing what happened to a referral.", cue_phrases=(("barrier", "never heard back"),)),
        Code("TM01", "Supervision", "F", "F", "Supervision that asks how people are.", cue_phrases=(("either", "in supervision"),)),
        Code("H", "Heading", "F", "F", "Never applied.", codable=False),
    ),
)  # fmt: skip


def study(groups: int = 5, each: int = 60) -> tuple[list[Turn], list[Coding]]:
    rng = random.Random(3)
    turns: list[Turn] = []
    codings: list[Coding] = []
    for number in range(groups):
        group = f"G{number}"
        turns.append(Turn(group, 0, "[Facilitator]", "What about time and supervision?", "facilitator"))
        for index in range(1, each + 1):
            if index % 2:
                code = rng.choice(list(SAYINGS))
                text = f"Well {rng.choice(SAYINGS[code])} and that was that {rng.choice(['really', 'honestly', 'then'])} you see."
                span = Span(0, len(text))
                codings.append(
                    Coding(coding_id(group, index, span, code, "ann"), group, index, span, text, code, "barrier", "ann",
                           quote_id=quote_id(group, index, span))
                )  # fmt: skip
            else:
                text = rng.choice(["Yeah.", "Mm, right.", "Sorry, go on.", "No, yes."])
            turns.append(Turn(group, index, "[Participant 1]", text))
    return turns, codings


@pytest.fixture(scope="module")
def taught() -> Suggestions:
    turns, codings = study()
    return suggest_all(turns, BOOK, [c for c in codings if c.group != "G0"], embed=LSA)


def test_codings_of_other_groups_teach(taught: Suggestions) -> None:
    _, codings = study()
    gold = {c.turn: c.code for c in codings if c.group == "G0"}
    first: dict[int, str] = {}
    for s in taught.combined:
        if s.group == "G0":
            first.setdefault(s.turn, s.code)
    assert sum(first.get(turn) == code for turn, code in gold.items()) >= 0.9 * len(gold)


def test_turns_with_nothing_codable_are_left_quiet(taught: Suggestions) -> None:
    turns, codings = study()
    coded = {(c.group, c.turn) for c in codings}
    bare = {(t.group, t.index) for t in turns if t.role == "participant"} - coded
    spoken = {(s.group, s.turn) for s in taught.combined}
    assert len(bare & spoken) <= 0.1 * len(bare)
    assert len(coded & spoken) >= 0.9 * len(coded)


def test_at_most_five_best_first_never_a_facilitator_never_a_heading(taught: Suggestions) -> None:
    by_turn: dict[tuple[str, int], list[float]] = {}
    for s in taught.combined:
        by_turn.setdefault((s.group, s.turn), []).append(s.score)
    assert all(len(scores) <= 5 and scores == sorted(scores, reverse=True) for scores in by_turn.values())
    assert all(turn != 0 for _, turn in by_turn)
    assert "H" not in {s.code for s in (*taught.rules, *taught.nearest, *taught.learned, *taught.combined)}
    assert all(0 <= s.score <= 1 and s.why for s in taught.combined)


def test_a_group_s_own_codings_never_reach_its_suggestions() -> None:
    turns, codings = study()
    wrong = {"OR03": "MA09", "MA09": "TM01", "TM01": "OR03"}
    spoilt = [
        Coding(c.id, c.group, c.turn, c.span, c.quote, wrong[c.code], c.polarity, c.coder) if c.group == "G4" else c
        for c in codings
    ]
    scene, other = lay_out(turns, BOOK, codings, LSA), lay_out(turns, BOOK, spoilt, LSA)
    rows = [i for i, t in enumerate(scene.turns) if t.group == "G4"]
    near, spoilt_near = scene.nearness(scene.quote_vectors), other.nearness(other.quote_vectors)
    assert (quote_scores(scene, near)[rows] == quote_scores(other, spoilt_near)[rows]).all()


def test_leave_one_group_out_by_block_deletion_equals_training_without_the_group() -> None:
    import numpy as np

    from csa_research.coding.suggesting.learned import _marked, _read
    from csa_research.coding.suggesting.ridge import ridge

    turns, codings = study(4, 30)
    scene = lay_out(turns, BOOK, codings, LSA)
    marked = _marked(scene)
    read = _read(scene, marked)
    targets = np.column_stack([marked, marked.any(axis=1)]).astype(float)
    all_at_once = ridge(scene, read, targets, seed=0).turns
    without = lay_out(turns, BOOK, [c for c in codings if c.group != "G2"], lambda texts: LSA(texts))
    rows = scene.groups == "G2"
    # the same vectors, so that only the training differs
    object.__setattr__(without, "vectors", scene.vectors)
    object.__setattr__(without, "prototype_vectors", scene.prototype_vectors)
    keep = [i for i, c in enumerate(codings) if c.group != "G2"]
    object.__setattr__(without, "quote_vectors", scene.quote_vectors[keep])
    fewer = ridge(without, read & ~rows, targets, seed=0).turns
    shift = targets[read].mean(axis=0) - targets[read & ~rows].mean(axis=0)
    assert np.abs(all_at_once[rows] - fewer[rows]).max() < np.abs(shift).max() + 1e-6


def test_too_few_codings_teach_nothing_and_rules_and_likeness_stand_in() -> None:
    turns, codings = study(2)
    found = suggest_all(turns, BOOK, codings, embed=LSA)
    assert found.learned == ()
    assert {s.code for s in found.combined} <= {"OR03", "MA09", "TM01"}
    scene = lay_out(turns, BOOK, codings, LSA)
    near = scene.nearness(scene.quote_vectors)
    assert learn(scene, likeness(scene).cue, likeness(scene), quote_scores(scene, near), seed=0) is None


def test_no_codings_at_all() -> None:
    turns, _ = study(1, 20)
    found = suggest_codes(turns, BOOK, (), embed=LSA)
    assert found
    assert all("codebook" in s.why or s.why.startswith("cue") for s in found)
    shorter = {(t.group, t.index) for t in turns if len(t.text.split()) < 6}
    assert not shorter & {(s.group, s.turn) for s in found}


def test_likeness_says_what_the_turn_is_like() -> None:
    turns, codings = study(2, 20)
    found = suggest_by_similarity(turns, BOOK, codings, embed=LSA)
    assert all(s.why.startswith("like “") and "(G" in s.why for s in found)
    assert all(s.why.endswith(f"({'G1' if s.group == 'G0' else 'G0'})") for s in found)


def test_same_input_same_output() -> None:
    turns, codings = study(4, 56)
    once = suggest_codes(turns, BOOK, codings, embed=LSA)
    assert suggest_codes(turns, BOOK, codings, embed=LSA) == once


@pytest.mark.parametrize("turns", [[], [Turn("G1", 0, "[Facilitator]", "Well?", "facilitator")], [Turn("G1", 0, "[P]", "")]])
def test_nothing_to_code_gives_nothing(turns: list[Turn]) -> None:
    assert suggest_codes(turns, BOOK, (), embed=LSA) == ()
