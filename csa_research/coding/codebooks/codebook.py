"""A codebook's text as a checked Codebook. Every complaint names the file, the code, the field and what is allowed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import NoReturn

from csa_research.errors import CodebookError
from csa_research.records import Code, Codebook, Family, PairRule
from csa_research.yaml_entries import Entry, read_yaml

POLARITY_OF_CODE = ("enabler", "barrier", "either", "neutral")
CUE_KEYS = ("enabler", "barrier", "mixed", "neutral", "any")
COM_B = (
    "psychological_capability", "physical_capability", "social_opportunity", "physical_opportunity",
    "reflective_motivation", "automatic_motivation",
)  # fmt: skip
TDF = (
    "knowledge", "skills", "social_professional_role_identity", "beliefs_about_capabilities", "optimism",
    "beliefs_about_consequences", "reinforcement", "intentions", "goals", "memory_attention_decision",
    "environmental_context_resources", "social_influences", "emotion", "behavioural_regulation",
)  # fmt: skip


def parse_codebook(text: str, source: str) -> Codebook:
    """The codebook that this YAML text holds. Raises CodebookError naming `source`, the code, the field and what is allowed."""
    top = read_yaml(text, source, error=CodebookError, thing="codebook", sections="the sections codebook, families and codes")
    head = replace(top.mapping("codebook"), what="codebook")
    families = tuple(_family(entry) for entry in top.entries("families", "family"))
    codes = tuple(_code(entry) for entry in top.entries("codes", "code"))
    if not codes:
        raise CodebookError(f"{source}: codes: is empty; a codebook needs at least one code.")
    rules = tuple(_pair_rule(entry) for entry in top.entries("pair_rules", "pair rule"))
    locked = set(head.texts("locked_codes"))
    _check(source, families, codes, rules, locked)
    return Codebook(
        id=head.text("id"),
        version=head.text("version"),
        question=head.text("question", ""),
        families=families,
        codes=tuple(replace(code, locked=code.locked or code.id in locked) for code in codes),
        pair_rules=rules,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )


def _family(entry: Entry) -> Family:
    return Family(
        id=entry.text("id"),
        name=entry.text("name"),
        definition=entry.text("definition", ""),
        system_level=entry.text("system_level", ""),
    )


def _code(entry: Entry) -> Code:
    invented = entry.mapping("example_invented")
    example = invented if invented.values else entry.mapping("example")
    depth = entry.values.get("depth", 2)
    if isinstance(depth, bool) or not isinstance(depth, int) or not 1 <= depth <= 9:
        entry.fail("depth", "must be a whole number from 1 to 9.")
    return Code(
        id=entry.text("id"),
        name=entry.text("name"),
        family=entry.text("family"),
        parent=entry.text("parent", entry.text("family")),
        definition=entry.text("definition"),
        include_when=entry.text("include_when", ""),
        exclude_when=entry.text("exclude_when", ""),
        example=example.text("text", ""),
        example_agency=example.text("agency", ""),
        codable=entry.flag("codable", True),
        tier=entry.choice("tier", ("core", "extended"), "core"),
        depth=depth,
        system_level=entry.text("system_level", ""),
        polarity=entry.choice("polarity", POLARITY_OF_CODE, "either"),
        cue_phrases=_cues(entry),
        com_b=entry.texts("com_b", COM_B),
        tdf=entry.texts("tdf", TDF),
        national_recommendations=entry.numbers("national_recommendations"),
        sources=entry.texts("sources"),
        locked=entry.flag("locked", False) or entry.flag("export_lock", False),
    )


def _cues(entry: Entry) -> tuple[tuple[str, str], ...]:
    if isinstance(entry.values.get("cue_phrases"), list):
        return tuple(("any", phrase) for phrase in entry.texts("cue_phrases"))
    cues = replace(entry.mapping("cue_phrases"), what=entry.what)
    for key in cues.values:
        if key not in CUE_KEYS:
            entry.fail("cue_phrases", f"{key!r} is not allowed; use {', '.join(CUE_KEYS)}.")
    return tuple((key, phrase) for key in cues.values for phrase in cues.texts(key))


def _pair_rule(entry: Entry) -> PairRule:
    return PairRule(
        id=entry.text("id"),
        codes=entry.texts("codes"),
        ask=entry.text("ask"),
        then=tuple((code, str(rule)) for code, rule in entry.mapping("then").values.items()),
    )


def _check(
    source: str, families: tuple[Family, ...], codes: tuple[Code, ...], rules: tuple[PairRule, ...], locked: set[str]
) -> None:
    family_ids = {family.id for family in families}
    code_ids = {code.id for code in codes}
    parents = {code.id: code.parent for code in codes}

    def fail(what: str, field: str, problem: str) -> NoReturn:
        raise CodebookError(f"{source}: {what}, {field}: {problem}")

    for ident in sorted(family_ids & code_ids):
        fail(f"code {ident}", "id", "is a family's id too; give one of them another id.")
    for code in codes:
        if code.family not in family_ids:
            fail(f"code {code.id}", "family", f"{code.family!r} is not a family; use {', '.join(sorted(family_ids))}.")
        if code.parent not in family_ids | code_ids:
            fail(f"code {code.id}", "parent", f"{code.parent!r} is neither a family nor a code of this codebook.")
        if _in_circle(code.id, parents):
            fail(f"code {code.id}", "parent", "leads back to the code itself; a code cannot lie under itself.")
    for rule in rules:
        for code_id in (*rule.codes, *(code for code, _ in rule.then)):
            if code_id not in code_ids:
                fail(f"pair rule {rule.id}", "codes", f"{code_id!r} is not a code of this codebook.")
    for code_id in sorted(locked - code_ids):
        fail("codebook", "locked_codes", f"{code_id!r} is not a code of this codebook.")


def _in_circle(start: str, parents: Mapping[str, str]) -> bool:
    at = parents[start]
    for _ in parents:
        if at == start:
            return True
        if at not in parents:
            return False
        at = parents[at]
    return False
