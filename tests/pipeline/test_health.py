"""What `csa doctor` looks for."""

import pytest

from csa_research.pipeline import health


def test_everything_needed_is_here_and_each_check_says_something() -> None:
    checks = health.examine()
    assert all(c.good for c in checks if c.needed)
    assert all(c.detail for c in checks)
    assert {"Python", "spacy", "MiniLM embedder", "free disk", "vaults"} <= {c.name for c in checks}


def test_a_missing_package_is_named_with_the_way_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "PACKAGES", ("no-such-package-anywhere",))
    bad = [c for c in health.examine() if not c.good and c.needed]
    assert [(c.name, c.detail) for c in bad] == [("no-such-package-anywhere", "pip install no-such-package-anywhere")]
