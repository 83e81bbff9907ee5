"""The codebook as a workbook: a row a code, for a team that works in Excel."""

from __future__ import annotations

from pathlib import Path

from csa_research.export.tabular.excel import write_book
from csa_research.export.tabular.tables import table
from csa_research.records import Codebook


def write_codebook_xlsx(path: Path, codebook: Codebook) -> None:
    """Codes with definitions, rules, cue phrases and tags, and the rules for codes that compete."""
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
    write_book(path, about, {"Codes": table(rows, columns), "Pair rules": table(pairs, ["Rule", "Codes", "Ask", "Then"])})
