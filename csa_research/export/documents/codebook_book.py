"""The codebook as a workbook: a row a code, for a team that works in Excel."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from csa_research.export.tabular.excel import write_book
from csa_research.export.tabular.tables import table
from csa_research.records import Codebook, Memo

TEAM = "The sheet Memos is the team's own: leave it out of a file that others get."


def write_codebook_xlsx(path: Path, codebook: Codebook, memos: Sequence[Memo] = ()) -> None:
    """Codes with definitions, rules, cue phrases and tags, the rules for codes that compete, and the team's memos on codes."""
    columns = [
        "Id", "Name", "Family", "Parent", "Definition", "Include when", "Exclude when", "Example (invented)", "Cue phrases",
        "Polarity", "Tier", "Codable", "Level", "COM-B", "TDF", "Recommendations",
    ]  # fmt: skip
    rows: list[tuple[object, ...]] = []
    for c in codebook.codes:
        cues = "; ".join(f"{polarity}: {phrase}" for polarity, phrase in c.cue_phrases)
        values = (
            c.id, c.name, c.family, c.parent, c.definition, c.include_when, c.exclude_when, c.example, cues, c.polarity, c.tier,
            "yes" if c.codable else "no (heading)", c.system_level, ", ".join(c.com_b), ", ".join(c.tdf),
            " ".join(map(str, c.national_recommendations)),
        )  # fmt: skip
        rows.append(values)
    pairs = [(p.id, " ".join(p.codes), p.ask, "\n".join(f"{c}: {t}" for c, t in p.then)) for p in codebook.pair_rules]
    about = [f"Codebook {codebook.id}, version {codebook.version}", codebook.question]
    sheets = {"Codes": table(rows, columns), "Pair rules": table(pairs, ["Rule", "Codes", "Ask", "Then"])}
    noted = _memos(codebook, memos)
    if noted:
        sheets["Memos"] = table(noted, ["Code", "Name", "Memo", "By", "On"])
    write_book(path, [*about, TEAM] if noted else about, sheets)


def _memos(codebook: Codebook, memos: Sequence[Memo]) -> list[tuple[object, ...]]:
    """A row a memo on a code or family, in the order of the codebook; those on codes that it no longer has come last."""
    names: dict[str, str] = {}
    for family in codebook.families:
        names |= {family.id: family.name, **{code.id: code.name for code in codebook.codes if code.family == family.id}}
    place = {ident: at for at, ident in enumerate(names)}
    own = sorted((m for m in memos if m.kind == "code"), key=lambda m: (place.get(m.subject, len(place)), m.subject))
    return [(m.subject, names.get(m.subject, "(no longer in the codebook)"), m.text, m.who, m.at[:10]) for m in own]
