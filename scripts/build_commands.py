"""The option tables of docs/commands.md, from the program itself. `--check` only says whether they are up to date.

A command's section is a heading `## csa ...` with text by hand and one table between the markers; a command that has no
section yet gets one at the end, with what its help says.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, get_type_hints

PAGE = Path(__file__).resolve().parent.parent / "docs" / "commands.md"
BLOCK = re.compile(r"<!-- options -->\n.*?<!-- end -->\n", re.DOTALL)
SECTION = re.compile(r"^## `(csa [a-z ]+)`\n", re.MULTILINE)


def commands(command: Any, name: str = "csa") -> Iterator[tuple[str, Any]]:
    """(name, command) of every command that does something, in the order of the help."""
    inside = getattr(command, "commands", None)
    if not inside:
        yield name, command
        return
    for part, sub in inside.items():
        yield from commands(sub, f"{name} {part}")


def program() -> dict[str, Any]:
    """Every command of `csa` by its name."""
    import typer

    from csa_research.cli.app import app

    return dict(commands(typer.main.get_command(app)))


def table(command: Any) -> str:
    """The command's arguments and options as a table between the markers."""
    hints = get_type_hints(inspect.unwrap(command.callback))
    rows = [_row(parameter, hints.get(parameter.name)) for parameter in command.params]
    head = ["| argument or option | what it is |", "|---|---|"]
    return "\n".join(["<!-- options -->", *(head if rows else []), *(rows or ["It takes no options."]), "<!-- end -->", ""])


def _row(parameter: Any, kind: Any) -> str:
    text = (getattr(parameter, "help", "") or "").replace("|", "\\|")
    if parameter.param_type_name == "argument":
        return f"| `{parameter.metavar or parameter.name.upper()}` | {text} |"
    note = ""
    if isinstance(kind, type) and issubclass(kind, Enum):
        default = getattr(parameter.default, "value", "")
        note = f"One of {', '.join(choice.value for choice in kind)}{f'; without it {default}' if default else ''}. "
    value = "" if parameter.is_flag else f" {parameter.metavar or '…'}"
    return f"| `{', '.join(parameter.opts)}{value}` | {(note + text).strip()} |"


def page(text: str) -> str:
    """The page with every table as the program now is, and a section for each command."""
    found = program()
    parts = SECTION.split(text)
    out = [parts[0]]
    for name, body in zip(parts[1::2], parts[2::2], strict=True):
        if name in found:
            start, end = m.span() if (m := BLOCK.search(body)) else (len(body), len(body))
            out.append(f"## `{name}`\n{body[:start]}{table(found[name])}{body[end:]}")
    for name in [n for n in found if n not in parts[1::2]]:
        out.append(f"\n## `{name}`\n\n{found[name].help}\n\n{table(found[name])}")
    return "".join(out)


def main() -> None:
    """Bring the page up to date, or (`--check`) exit with 1 when it is not."""
    before = PAGE.read_text(encoding="utf-8")
    after = page(before)
    if "--check" in sys.argv:
        sys.exit(0 if before == after else "docs/commands.md is not up to date: python scripts/build_commands.py")
    PAGE.write_text(after, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
