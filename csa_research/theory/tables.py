"""What each workstream table holds: its columns, its key, and what may stand in a cell."""

from __future__ import annotations

from dataclasses import dataclass

POLARITY = "one of enabler, barrier, mixed, neutral"
ROLE = "one of need, mechanism, counter, none"
STATUS = "one of not_stated, not_started, in_progress, done"
SUPPRESSED = "one of none, partnership, public"
CHILD_LEVEL = frozenset(
    {
        "child_id", "child_name", "child", "name_of_child", "date_of_birth", "dob", "nhs_number", "upn", "case_number",
        "crime_number", "ethnicity", "disability", "home_address", "postcode",
    }
)  # fmt: skip
"""Columns that only a table about single children has."""


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of workstream file. `checks` are (column, kind): code, node and link are lists separated by semicolons."""

    name: str
    one_row_is: str
    columns: tuple[str, ...]
    key: tuple[str, ...]  # no two rows may agree on these
    checks: tuple[tuple[str, str], ...] = ()
    required: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    named: str = ""  # the column that gives a row its name; "" = the table and the row


def _table(name: str, one_row_is: str, columns: str, key: str, checks: tuple[tuple[str, str], ...] = (), lists: str = "") -> Table:
    listed = tuple(column for column, kind in checks if kind in ("code", "node", "link"))
    keys = tuple(key.split())
    named = keys[0] if keys[0].endswith("_id") else ""
    return Table(name, one_row_is, tuple(columns.split()), keys, checks, keys, (*listed, *lists.split()), named)


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        _table(
            "literature", "one finding from one study",
            "study_id citation year country design population agency n csa_context finding_text code_ids polarity evidence_role "
            "quality_tool quality cerqual_methodological_limitations cerqual_coherence cerqual_adequacy cerqual_relevance "
            "toc_link_ids page",
            "study_id finding_text",
            (("year", "year"), ("n", "count"), ("code_ids", "code"), ("polarity", POLARITY), ("evidence_role", ROLE),
             ("toc_link_ids", "link")),
        ),
        _table(
            "audit_findings", "one audit finding",
            "finding_id audit_id date scope n_files type text agency code_ids polarity toc_node_ids action_id owner due status",
            "finding_id",
            (("date", "date"), ("n_files", "count"), ("type", "one of good, development"), ("code_ids", "code"),
             ("polarity", POLARITY), ("toc_node_ids", "node"), ("due", "date"), ("status", STATUS)),
            lists="agency",
        ),
        _table(
            "recommendations", "one local recommendation of the national review",
            "rec_id summary text_ref level lead_agency local_action status evidence_summary code_ids node_ids note",
            "rec_id",
            (("rec_id", "count"), ("status", STATUS), ("code_ids", "code"), ("node_ids", "node")),
        ),
        _table(
            "referrals", "one measure for one place and period",
            "period_start period_end locality measure numerator denominator denominator_label source suppressed note",
            "period_start period_end locality measure",
            (("period_start", "date"), ("period_end", "date"), ("numerator", "count"), ("denominator", "count"),
             ("suppressed", SUPPRESSED)),
        ),
        _table(
            "training", "one learning offer",
            "offer_id title provider audience_agency level mode date places attended follow_up_pct measure_pre measure_post "
            "code_ids note",
            "offer_id",
            (("date", "date"), ("places", "count"), ("attended", "count"), ("follow_up_pct", "number"),
             ("measure_pre", "number"), ("measure_post", "number"), ("code_ids", "code")),
            lists="audience_agency",
        ),
        _table(
            "conference", "one conference slot",
            "slot_id date theme quote_ids_cleared speaker places booked attended agency_mix feedback_id note",
            "slot_id",
            (("date", "date"), ("places", "count"), ("booked", "count"), ("attended", "count")),
            lists="quote_ids_cleared",
        ),
        _table(
            "pathway", "one milestone for one area", "milestone partner_area due done evidence issue code_ids",
            "milestone partner_area", (("due", "date"), ("done", "date"), ("code_ids", "code")),
        ),
        _table(
            "snapshot", "one finding of the planned charity snapshot", "finding domain source code_ids node_ids",
            "finding source", (("code_ids", "code"), ("node_ids", "node")),
        ),
        _table(
            "evaluation", "one evaluation question and indicator",
            "eval_id node_id question indicator baseline target source method frequency owner caution",
            "eval_id", (("node_id", "node"),),
        ),
    )
}  # fmt: skip
