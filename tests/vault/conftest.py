"""Vaults for tests derive their key at half the cost."""

import pytest


@pytest.fixture(autouse=True)
def cheaper_key(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if "full_cost" not in request.fixturenames:
        monkeypatch.setattr("csa_research.vault.cipher.N", 2**14)


@pytest.fixture
def full_cost() -> None:
    """Asked for by tests of the real cost."""
