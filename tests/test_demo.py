"""The sample study the whole way: what is made, that nothing leaks, that numbers agree, that a second run does nothing."""

from __future__ import annotations

import html
import json
import re
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import ROOT, Demo, run_csa

GOLD = ROOT / "tests" / "data" / "gold"
MARK = re.compile(r"\[\[([A-Z]+):([^\]]*)\]\]")
WORD = re.compile(r"[^\W_]+")

pytestmark = pytest.mark.slow


def words(text: str) -> tuple[str, ...]:
    return tuple(w.casefold() for w in WORD.findall(text))


def gold_turns() -> dict[tuple[str, int], str]:
    lines = {p.stem: p.read_text(encoding="utf-8").splitlines() for p in sorted(GOLD.glob("*.txt"))}
    return {(group, i): line for group, own in lines.items() for i, line in enumerate(own)}


def texts_of(path: Path) -> Iterator[str]:
    """Every readable text of a file: archives unpacked, JSON escapes undone, markup taken out."""
    data = path.read_bytes()
    yield path.name
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield name
                if name.endswith((".png", ".emf", ".jpeg")):
                    continue
                yield re.sub(r"<[^>]+>", " ", archive.read(name).decode("utf-8", "ignore"))
    elif path.suffix in (".html", ".svg"):
        yield html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"data:[a-z/+]+;base64,[A-Za-z0-9+/=\s]+", "", data.decode("utf-8"))))
    elif path.suffix in (".json", ".jsonl", ".txt", ".csv", ".md"):
        yield data.decode("utf-8")
    elif path.suffix == ".png":
        yield " ".join(m.decode("latin-1") for m in re.findall(rb"tEXt([^\x00]+\x00[ -~]+)", data))


def files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file())


def test_everything_the_three_users_need_is_made(demo: Demo) -> None:
    names = {p.relative_to(demo.out).as_posix() for p in files(demo.out)}
    wanted = {
        "START-HERE.html", "manifest.json", "report/report.docx", "report/report.html", "theory/theory_of_change.svg",
        "theory/theory_of_change.png", "theory/theory_of_change.xlsx", "findings/findings.xlsx", "exchange/codebook.qdc",
        "exchange/project.qdpx", "exchange/codings.csv", "conference/conference_pack.pptx", "conference/conference_quotes.xlsx",
        "transcripts/released.jsonl", "transcripts/CSC1.docx", "transcripts/CSC1.txt", "transcripts/CSC1.html",
    }  # fmt: skip
    assert wanted <= names
    assert sum(n.startswith("notebooks/") and n.endswith(".html") for n in names) == 7
    assert "Look first at" in demo.printed


def test_the_unattended_leak_figures_are_printed(demo: Demo) -> None:
    assert re.search(r"direct +\d+ of \d+", demo.printed)
    assert re.search(r"quasi +\d+ of \d+", demo.printed)


def test_no_gold_mention_stands_at_its_place_in_the_released_text(demo: Demo) -> None:
    rows = [json.loads(line) for line in (demo.out / "transcripts" / "released.jsonl").read_text(encoding="utf-8").splitlines()]
    by_place = {(r["group"], r["turn"]): r["text"] for r in rows}
    turns = gold_turns()
    assert set(by_place) == set(turns)
    left = []
    for place, line in turns.items():
        text = line.split(": ", 1)[1]
        plain = words(MARK.sub(" ", text))
        for kind, said in MARK.findall(text):
            inside = " ".join(words(re.sub(r"\[[^\]]*\]", " ", by_place[place])))
            if f" {' '.join(words(said))} " in f" {inside} " and not set(words(said)) <= set(plain):
                left.append((place, kind))
    assert not left


def test_no_gold_identifier_stands_in_any_file_of_the_outputs(demo: Demo) -> None:
    turns = gold_turns()
    talk = {w for line in turns.values() for w in words(MARK.sub(" ", line.split(": ", 1)[1]))}
    own = {w for p in (ROOT / "codebook").rglob("*.*") for w in words(p.read_text(encoding="utf-8"))}
    names: set[tuple[str, ...]] = set()
    for line in turns.values():
        for kind, said in MARK.findall(line):
            # a name that is also an ordinary word of the talk or of the codebook cannot be told from it by search
            if kind != "AGE" and not set(words(said)) <= (talk | own):
                names.add(words(said))
    assert len(names) > 300
    firsts = {n[0] for n in names}
    longest = max(map(len, names))
    found = set()
    for path in files(demo.out):
        for text in texts_of(path):
            tokens = words(text)
            for i, token in enumerate(tokens):
                if token in firsts:
                    found |= {(path.name, n) for size in range(1, longest + 1) if (n := tokens[i : i + size]) in names}
    assert not {name for name, _ in found}, f"{len(found)} identifiers left"


def test_numbers_in_workbook_notebooks_and_report_agree(demo: Demo) -> None:
    from openpyxl import load_workbook

    book = load_workbook(demo.out / "findings" / "findings.xlsx", read_only=True)
    rows = list(book["Balance by code"].iter_rows(values_only=True))
    head = rows[0]
    report = (demo.out / "report" / "report.html").read_text(encoding="utf-8")
    notebook = (demo.out / "notebooks" / "03_enablers_and_barriers.html").read_text(encoding="utf-8")
    hidden: list[str] = []
    for values in rows[1:]:
        row = dict(zip(head, values, strict=True))
        if not str(row["Code"]).startswith("EM"):
            sentence = re.search(rf"<b>{re.escape(html.escape(str(row['Name'])))}\.</b>(.*?)<span", report, re.DOTALL)
            assert sentence, row["Code"]
            said = [
                int(n) for n in re.findall(r"(\d+) (?:codings|as an enabler|as a barrier|mixed|without direction)", sentence[1])
            ]
            shown = [row[k] for k in ("Citations", "Enabler", "Barrier", "Mixed", "Neutral")]
            # disclosure control names a code without numbers where they would tell of one group of an agency
            if "numbers are withheld" in sentence[1]:
                hidden.append(row["Code"])
                assert not said, row["Code"]
                assert row["Groups"] <= 4, row["Code"]
            else:
                assert [n for n in said if n] == [n for n in shown if n], row["Code"]
        cells = r"\s*".join(rf"<td[^>]*>{row[k]}</td>" for k in ("Enabler", "Barrier", "Mixed", "Neutral", "Citations"))
        assert re.search(rf"<td[^>]*>{row['Code']}</td>(?:(?!</tr>).)*{cells}", notebook, re.DOTALL), row["Code"]
    assert len(hidden) <= len(rows) / 10


def test_every_reference_in_the_report_opens_at_a_turn(demo: Demo) -> None:
    report = (demo.out / "report" / "report.html").read_text(encoding="utf-8")
    links = set(re.findall(r'href="\.\./(transcripts/[^"]+)"', report))
    assert len(links) > 100
    pages = {p.name: p.read_text(encoding="utf-8") for p in (demo.out / "transcripts").glob("*.html")}
    for link in links:
        page, _, anchor = link.removeprefix("transcripts/").partition("#")
        assert page in pages
        assert not anchor or f'id="{anchor}"' in pages[page]


def test_every_paragraph_with_a_number_carries_a_reference(demo: Demo) -> None:
    report = (demo.out / "report" / "report.html").read_text(encoding="utf-8")
    for paragraph in re.findall(r"<p>(.*?)</p>", report, re.DOTALL):
        text = re.sub(r"<span class=\"refs\">.*", "", paragraph, flags=re.DOTALL)
        if re.search(r"\b\d+\b", re.sub(r"\b[A-Z]{1,3}\d+\w*\b|\b(?:19|20)\d\d\b", "", text)):
            assert 'class="refs"' in paragraph, text[:80]


def test_the_manifest_names_every_file_with_its_hash(demo: Demo) -> None:
    import hashlib

    manifest = json.loads((demo.out / "manifest.json").read_text(encoding="utf-8"))
    made = {p.relative_to(demo.out).as_posix() for p in files(demo.out)} - {"manifest.json", "START-HERE.html"}
    assert set(manifest["files"]) == made
    for name, entry in manifest["files"].items():
        assert hashlib.sha256((demo.out / name).read_bytes()).hexdigest() == entry["sha256"]
    assert "SYNTHETIC" in manifest["stamp"]


def test_a_second_run_changes_nothing_and_is_quick(demo: Demo) -> None:
    before = {p: p.stat().st_mtime_ns for p in files(demo.out)}
    started = time.perf_counter()
    again = run_csa("demo", "--study", demo.study, "--out", demo.out, home=demo.home)
    assert again.returncode == 0, again.stderr[-2000:]
    assert time.perf_counter() - started < 60
    assert {p: p.stat().st_mtime_ns for p in files(demo.out)} == before
    assert "working" not in again.stderr


def test_status_says_that_everything_is_fresh_and_needs_no_passphrase(demo: Demo) -> None:
    done = run_csa("status", demo.study, home=demo.home, CSA_PASSPHRASE="")
    assert done.returncode == 0
    assert "Everything is up to date" in done.stdout


def test_a_harmed_output_is_made_again(demo: Demo) -> None:
    path = demo.out / "exchange" / "codings.csv"
    whole = path.read_bytes()
    path.write_bytes(whole[:100])
    done = run_csa("run", demo.study, home=demo.home, CSA_PASSPHRASE="synthetic-sample-only")
    assert done.returncode == 0, done.stderr[-2000:]
    assert path.read_bytes() == whole


def test_the_study_folder_holds_no_original_name(demo: Demo) -> None:
    everything = b"".join(p.read_bytes() for p in files(demo.study))
    for name in (b"Mobberley", b"Threlfall", b"Oduya", b"Whitehouse", b"Gurdeep"):
        assert name not in everything
