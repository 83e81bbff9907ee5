"""YAML that people write: each complaint names the file, the entry and the field, in the error of the file's kind."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csa_research.errors import CodebookError, CsaError, TheoryError
from csa_research.yaml_entries import Entry, read_yaml


def top(text: str, error: type[CsaError] = TheoryError) -> Entry:
    return read_yaml(text, "f.yaml", error=error, thing="plan", sections="the section a")


def entry(**values: Any) -> Entry:
    return Entry("f.yaml", "node A", values, TheoryError)


def complaint(text: str) -> str:
    with pytest.raises(TheoryError) as caught:
        top(text)
    return str(caught.value)


def test_each_kind_of_field_is_read() -> None:
    read = top("a: ' x '\nb: 3\nc: [p, 4]\nd: [1, 2]\ne: true\nf: {k: v}\n")
    assert (read.text("a"), read.text("b"), read.texts("c"), read.numbers("d")) == ("x", "3", ("p", "4"), (1, 2))
    assert (read.flag("e", False), read.mapping("f").text("k"), read.mapping("none").values) == (True, "v", {})
    assert (read.text("none", "d"), read.texts("none"), read.numbers("none"), read.entries("none", "n")) == ("d", (), (), ())


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: entry().text("x"), "x: is missing; give it a text."),
        (lambda: entry(x=[1]).text("x"), "x: must be a single text"),
        (lambda: entry(x=True).text("x"), "x: must be a single text"),
        (lambda: entry(x="red").choice("x", ("blue", "grey")), "x: 'red' is not allowed; use one of blue, grey."),
        (lambda: entry(x="yes").flag("x", True), "x: must be true or false."),
        (lambda: entry(x="one").items("x"), "x: must be a list, such as [a, b]."),
        (lambda: entry(x=[{}]).texts("x"), "x: every item must be a text"),
        (lambda: entry(x=["c"]).texts("x", ("a", "b")), "x: 'c' is not allowed; use a, b."),
        (lambda: entry(x=["c"]).known("x", {"a"}, "a node"), "x: 'c' is not a node. Mend the id, or add what it means."),
        (lambda: entry(x=[0]).numbers("x"), "x: every item must be a whole number from 1"),
        (lambda: entry(x=[True]).numbers("x"), "x: every item must be a whole number from 1"),
        (lambda: entry(x=[1]).mapping("x"), "x: must be 'name: value' lines."),
        (lambda: entry(x=[1]).entries("x", "code"), "x: item 1 must be 'name: value' lines"),
        (lambda: entry(x={"k": []}).mapping("x").text("k"), "x, k: must be a single text"),
    ],
)
def test_a_complaint_names_file_entry_and_field(call: Any, says: str) -> None:
    with pytest.raises(TheoryError) as caught:
        call()
    assert str(caught.value).startswith("f.yaml: node A, ")
    assert says in str(caught.value)


def test_two_entries_of_one_id_are_refused_and_one_without_id_is_numbered() -> None:
    assert "node A, id: is used twice; number 2 of x repeats it." in complaint_of([{"id": "A"}, {"id": "A"}])
    assert "node number 2, id: is missing" in complaint_of([{"id": "A"}, {"name": "b"}])


def complaint_of(values: list[dict[str, str]]) -> str:
    with pytest.raises(TheoryError) as caught:
        entry(x=values).entries("x", "node")
    return str(caught.value)


def test_the_error_is_of_the_files_kind() -> None:
    with pytest.raises(CodebookError, match="expected the section a"):
        top("- a", CodebookError)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: [", "line 1: not valid YAML"),
        ("a: 1\nb: 2026-02-30", "a date in it does not exist; dates are YYYY-MM-DD"),
        ("a: 1\nb: \x00", "line 2: holds a sign that YAML does not allow"),
        ("a: &x [1]\nb: *x", "line 2: YAML aliases (*name) are not allowed"),
        ("a: " + "[" * 60, "is nested over fifty deep; a plan has no such lists."),
        ("a: " + "x" * 2_000_001, "is over 2 MB; a plan is far smaller."),
        ("a: !!python/object:os.x {}", "not valid YAML"),
        ("", "expected the section a."),
    ],
)
def test_what_cannot_be_read_says_where_and_why(text: str, says: str) -> None:
    assert complaint(text).startswith("f.yaml: ")
    assert says in complaint(text)


@given(st.text(max_size=200))
def test_any_text_gives_an_entry_or_one_clear_error(text: str) -> None:
    said = ""
    try:
        top(text)
    except TheoryError as error:
        said = str(error)
    assert not said or said.startswith("f.yaml: ")
