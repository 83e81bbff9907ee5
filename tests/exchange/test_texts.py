from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from csa_research.exchange.readings import choose, inside_word, measure
from csa_research.exchange.records import Project, Selection, Source
from csa_research.exchange.texts import Reading, Ruler, of_text, source_text

UNITS = {
    "code points": lambda s: len(s),
    "UTF-16 units": lambda s: len(s.encode("utf-16-le")) // 2,
    "UTF-8 bytes": lambda s: len(s.encode()),
}
TEXTS = st.text(st.sampled_from("aé e\u0301😀\n\r🙂“ñ. \u2028"), max_size=80)
READINGS = st.builds(
    Reading, st.sampled_from(list(UNITS)), st.sampled_from(["1", "2", "as in the file"]), st.booleans()
)  # fmt: skip


def counted(raw: str, point: int, reading: Reading, mark: bool) -> int:
    """A position of the text with "\\n" line ends counted by brute force in the raw text."""
    plain, at = 0, 0
    total = 1 if reading.mark_counted and mark else 0
    while plain < point:
        end = "\r\n" if raw.startswith("\r\n", at) else raw[at]
        if end in ("\r\n", "\r", "\n"):
            total += {"1": 1, "2": 2, "as in the file": len(end)}[reading.line_end]
        else:
            total += UNITS[reading.unit](end)
        at += len(end)
        plain += 1
    return total


@given(TEXTS, READINGS, st.booleans(), st.data())
def test_a_position_counted_any_way_comes_back_to_its_code_point(
    raw: str, reading: Reading, mark: bool, data: st.DataObject
) -> None:
    held = of_text(raw, mark=mark)
    point = data.draw(st.integers(0, len(held.text)))
    assert Ruler(held, reading).point(counted(raw, point, reading, mark)) == (point, False)


@given(TEXTS)
def test_line_ends_become_lf_and_nothing_else_changes(raw: str) -> None:
    held = of_text(raw)
    assert held.text == raw.replace("\r\n", "\n").replace("\r", "\n")
    assert all(held.text[at] == "\n" for at in held.crlf)
    assert len(held.crlf) == raw.count("\r\n")


@given(TEXTS.filter(str.strip), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_the_mark_is_no_part_of_the_text(raw: str, encoding: str) -> None:
    held = source_text("x", raw.encode(encoding))
    assert held.text == of_text(raw).text
    assert held.mark == (encoding != "utf-8")


def test_a_position_inside_a_pair_is_told() -> None:
    ruler = Ruler(of_text("a😀b"), Reading("UTF-16 units"))
    assert [ruler.point(i) for i in range(5)] == [(0, False), (1, False), (1, True), (2, False), (3, False)]


def test_words_end_where_a_reader_would_say_so() -> None:
    text = "don't naïve cafe\u0301s 12:30 日本語 😀x"
    inside = {i for i in range(len(text) + 1) if inside_word(text, i)}
    assert {text.index("naïve") + 3, text.index("s 12")} <= inside
    assert not inside & {0, text.index(" naïve"), text.index("本"), text.index("x"), len(text)}


SAID = ["signs", "café", "😀", "naïve", "a", "👍🏽", "listen", "Überweisung", "it’s"]
WORDS = st.lists(st.sampled_from(SAID), min_size=30, max_size=60)


@given(WORDS, st.sampled_from(["NVivo 12", "ATLAS.ti", "MAXQDA", "QualCoder"]), READINGS, st.data())
def test_any_way_of_counting_gives_quotes_between_words(words: list[str], origin: str, way: Reading, data: st.DataObject) -> None:
    """Whatever a program counts, the chosen reading fits at least as well as the true one."""
    breaks = data.draw(st.lists(st.sampled_from([" ", "\r\n", "\n"]), min_size=len(words), max_size=len(words)))
    raw = "".join(word + gap for word, gap in zip(words, breaks, strict=True))
    held = of_text(raw, mark=True)
    starts, at = [], 0
    for word in words:
        starts.append((at, at + len(word)))
        at += len(word) + 1
    selections = tuple(
        Selection(str(i), "", counted(raw, a, way, True), counted(raw, b, way, True)) for i, (a, b) in enumerate(starts)
    )
    project = Project("p", origin, sources=(Source("S", "s", selections, held),))
    true = measure(project, way)
    assert [i.quote for i in true.located] == words
    chosen = choose(project)
    assert not chosen.refused
    assert (chosen.best.share or 0) >= 0.95
