from __future__ import annotations

from pathlib import Path

import pytest

from csa_research.coding.codebooks.codebook import parse_codebook
from csa_research.errors import CodebookError
from csa_research.records import Code, PairRule

SMALL = """
codebook: {id: demo, version: '1', question: What helps?}
families:
  - {id: KN, name: Knowing, system_level: individual, definition: What people know.}
codes:
  - id: KN01
    name: Signs
    family: KN
    parent: KN
    depth: 2
    codable: true
    tier: core
    system_level: individual
    polarity: either
    definition: Reading signs.
    include_when: Signs are seen.
    exclude_when: How children tell (KN02).
    example_invented: {text: It was all there., agency: health}
    cue_phrases:
      enabler: [spotted it]
      barrier: [missed it]
    com_b: [psychological_capability]
    tdf: [knowledge]
    national_recommendations: [3, 5]
    sources: [own]
  - id: KN02
    name: Telling
    family: KN
    parent: KN01
    definition: How children tell.
    export_lock: true
pair_rules:
  - id: P01
    codes: [KN01, KN02]
    ask: Seen or told?
    then: {KN01: Seen., KN02: Told.}
"""


def refused(text: str) -> str:
    with pytest.raises(CodebookError) as caught:
        parse_codebook(text, "codebook.yaml")
    return str(caught.value)


def test_every_field_is_read() -> None:
    book = parse_codebook(SMALL, "codebook.yaml")
    assert (book.id, book.version, book.question) == ("demo", "1", "What helps?")
    assert book.codes[0] == Code(
        id="KN01", name="Signs", family="KN", parent="KN", definition="Reading signs.", include_when="Signs are seen.",
        exclude_when="How children tell (KN02).", example="It was all there.", example_agency="health", codable=True,
        tier="core", depth=2, system_level="individual", polarity="either",
        cue_phrases=(("enabler", "spotted it"), ("barrier", "missed it")), com_b=("psychological_capability",),
        tdf=("knowledge",), national_recommendations=(3, 5), sources=("own",), locked=False,
    )  # fmt: skip
    assert book.pair_rules == (PairRule("P01", ("KN01", "KN02"), "Seen or told?", (("KN01", "Seen."), ("KN02", "Told."))),)
    assert len(book.sha256) == 64


def test_a_code_locked_for_export_is_locked() -> None:
    assert [code.locked for code in parse_codebook(SMALL, "x").codes] == [False, True]
    assert parse_codebook(SMALL.replace("export_lock", "locked"), "x").code("KN02").locked
    assert not parse_codebook(SMALL.replace("export_lock: true", "locked: false"), "x").code("KN02").locked


def test_a_plain_list_of_cues_counts_for_any_polarity() -> None:
    text = SMALL.replace("export_lock: true", "cue_phrases: [told us]")
    assert parse_codebook(text, "x").code("KN02").cue_phrases == (("any", "told us"),)


def test_the_study_codebook_reads_whole() -> None:
    path = Path(__file__).parents[2] / "codebook" / "codebook.yaml"
    book = parse_codebook(path.read_text(encoding="utf-8"), path.name)
    assert (len(book.families), len(book.codes), len(book.pair_rules)) == (8, 53, 16)
    assert [code.id for code in book.codes if not code.codable] == ["BE02"]
    assert [code.id for code in book.codes if code.locked] == ["EM09"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  - id: KN02", "  - id: KN01", "code KN01, id: is used twice"),
        ("  - id: KN02\n    name", "  - name", "code number 2, id: is missing"),
        ("family: KN\n    parent: KN01", "family: ZZ\n    parent: KN01", "code KN02, family: 'ZZ' is not a family; use KN"),
        ("parent: KN01", "parent: KN99", "code KN02, parent: 'KN99' is neither"),
        ("parent: KN01", "parent: KN02", "code KN02, parent: leads back"),
        ("polarity: either", "polarity: good", "code KN01, polarity: 'good' is not allowed; use one of enabler, barrier"),
        ("codable: true", "codable: 'yes'", "code KN01, codable: must be true or false"),
        ("      barrier: [missed it]", "      bad: [missed it]", "code KN01, cue_phrases: 'bad' is not allowed"),
        ("[psychological_capability]", "[psychology]", "code KN01, com_b: 'psychology' is not allowed"),
        ("[knowledge]", "[wisdom]", "code KN01, tdf: 'wisdom' is not allowed"),
        ("tier: core", "tier: middle", "code KN01, tier: 'middle' is not allowed"),
        ("[3, 5]", "[three]", "code KN01, national_recommendations: every item"),
        ("depth: 2", "depth: deep", "code KN01, depth: must be a whole number"),
        ("definition: How children tell.", "definition: ''", "code KN02, definition: is missing"),
        ("codes: [KN01, KN02]", "codes: [KN01, KN09]", "pair rule P01, codes: 'KN09' is not a code"),
        ("version: '1', ", "", "codebook, version: is missing"),
        ("name: Signs", "name: [Signs]", "code KN01, name: must be a single text"),
        ("enabler: [spotted it]", "enabler: spotted it", "code KN01, enabler: must be a list"),
    ],
)
def test_complaints_say_where_and_what_is_allowed(old: str, new: str, message: str) -> None:
    assert old in SMALL
    text = refused(SMALL.replace(old, new, 1))
    assert text.startswith("codebook.yaml: ")
    assert message in text


def test_parents_that_run_in_a_circle_are_refused() -> None:
    text = SMALL.replace("parent: KN\n", "parent: KN02\n")
    assert "parent: leads back to the code itself" in refused(text)


@pytest.mark.parametrize("text", ["", "just words", "- a\n- b", "codebook: {id: a, version: 1}", "codes: {", "\x00", "a: &a [*a]"])
def test_what_is_no_codebook_is_refused(text: str) -> None:
    assert refused(text).startswith("codebook.yaml: ")


def test_a_bomb_of_aliases_is_refused_before_it_grows() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 30)]
    assert "line 2: YAML aliases" in refused("\n".join(lines))


def test_a_file_beyond_two_megabytes_is_refused() -> None:
    assert "is over 2 MB" in refused(SMALL + "#" * 2_000_001)


def test_deep_nesting_is_refused_without_a_traceback() -> None:
    assert refused("[" * 20_000).startswith("codebook.yaml: ")
