"""Where a vault should not lie."""

from pathlib import Path

import pytest

from csa_research.vault import warn_location


def test_a_place_of_its_own_is_fine(tmp_path: Path) -> None:
    assert warn_location(tmp_path / "vaults" / "vault.db", tmp_path / "study") == ()


def test_inside_the_study_folder_is_not(tmp_path: Path) -> None:
    (warning,) = warn_location(tmp_path / "study" / "closed" / "vault.db", tmp_path / "study")
    assert "inside the study folder" in warning


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/Users/a/OneDrive - The Council/vault.db", "OneDrive"),
        ("C:\\Users\\a\\OneDrive\\vault.db", "OneDrive"),
        ("/home/a/Dropbox/x/vault.db", "Dropbox"),
        ("/home/a/Dropbox (Team)/vault.db", "Dropbox"),
        ("/Volumes/Google Drive/vault.db", "Google Drive"),
        ("G:\\My Drive\\vault.db", "Google Drive"),
        ("/Users/a/Library/Mobile Documents/com~apple~CloudDocs/vault.db", "iCloud"),
        ("C:\\Users\\a\\iCloudDrive\\vault.db", "iCloud"),
        ("/Users/a/Library/CloudStorage/Anything/vault.db", "a cloud folder"),
    ],
)
def test_a_synced_folder_is_not(path: str, service: str, tmp_path: Path) -> None:
    (warning,) = warn_location(path, tmp_path)
    assert f"a folder that {service} copies" in warning


@pytest.mark.parametrize("path", ["\\\\server\\share\\vault.db", "//server/share/vault.db"])
def test_a_network_drive_is_not(path: str, tmp_path: Path) -> None:
    (warning,) = warn_location(path, tmp_path)
    assert "network drive" in warning


def test_the_folder_that_windows_names_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDrive", str(tmp_path / "Cloud"))
    (warning,) = warn_location(tmp_path / "Cloud" / "vault.db", tmp_path / "study")
    assert "OneDrive" in warning


def test_names_that_only_begin_alike_are_fine(tmp_path: Path) -> None:
    assert warn_location(tmp_path / "dropboxing" / "vault.db", tmp_path / "study") == ()
