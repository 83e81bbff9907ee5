"""The encrypted file itself."""

import os
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csa_research.errors import VaultError
from csa_research.vault import Vault

WORDS = "correct horse battery"
NAME = "Zephyrine Quillfeather"
VALUES = st.binary() | st.text() | st.integers() | st.lists(st.floats(allow_nan=False, allow_infinity=False))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "closed" / "vault.db"


def make(path: Path) -> Path:
    with Vault.create(path, WORDS) as vault:
        vault.put("original", "one.docx", NAME.encode() * 400)
        vault.put_many("entity", {NAME: {"names": [NAME]}, "b": [1, 2.5, None, True]})
    return path


def change(path: Path, sql: str, *values: object) -> None:
    connection = sqlite3.connect(path)
    connection.execute(sql, values)
    connection.commit()
    connection.close()


def test_what_is_put_in_comes_out(path: Path) -> None:
    make(path)
    with Vault.open(path, WORDS) as vault:
        assert vault.get("original", "one.docx") == NAME.encode() * 400
        assert vault.items("entity") == {NAME: {"names": [NAME]}, "b": [1, 2.5, None, True]}
        assert vault.get("entity", "nobody") is None
        assert vault.kinds() == {"entity": 2, "original": 1}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=st.dictionaries(
        st.text(), st.one_of(st.binary(), st.text(), st.integers(), st.lists(st.floats(allow_nan=False, allow_infinity=False)))
    )
)
def test_any_value_under_any_key_comes_back(opened: Vault, values: dict[str, object]) -> None:
    opened.replace_kind("x", values)
    assert opened.items("x") == values


@pytest.fixture
def opened(path: Path) -> Vault:
    return Vault.create(path, WORDS)


def test_no_word_and_no_name_of_a_record_stands_in_any_file_of_the_folder(path: Path) -> None:
    vault = Vault.create(path, WORDS)
    vault.put("original", NAME, NAME.encode() * 100)
    vault.replace_kind("original", {"two": NAME})
    for moment in ("open", "closed"):
        for file in path.parent.iterdir():
            data = file.read_bytes()
            assert NAME.encode() not in data, moment
            assert NAME.encode("utf-16-le") not in data, moment
            assert b"two" not in data, moment
        vault.close()
    assert os.listdir(path.parent) == ["vault.db"]


def test_equal_values_do_not_look_equal(path: Path) -> None:
    with Vault.create(path, WORDS) as vault:
        vault.put_many("x", {"a": "same", "b": "same"})
    connection = sqlite3.connect(path)
    first, second = (row[0] for row in connection.execute("SELECT value FROM records"))
    connection.close()
    assert first != second


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_only_the_owner_may_read_folder_and_file(path: Path) -> None:
    make(path)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_key_is_derived_at_the_full_cost(path: Path, full_cost: None) -> None:
    with Vault.create(path, WORDS) as vault:
        assert (vault._header.n, vault._header.r, vault._header.p) == (2**15, 8, 1)
    Vault.open(path, WORDS).close()


def test_a_wrong_passphrase_is_said_so_quickly(path: Path) -> None:
    make(path)
    started = time.process_time()
    with pytest.raises(VaultError, match="passphrase does not open the vault"):
        Vault.open(path, "another passphrase")
    assert time.process_time() - started < 2


@pytest.mark.parametrize("passphrase", ["", "short", "1234567"])
def test_a_short_passphrase_makes_no_vault(path: Path, passphrase: str) -> None:
    with pytest.raises(VaultError, match="at least 8 characters"):
        Vault.create(path, passphrase)
    assert not path.exists()


def test_the_passphrase_may_be_typed_on_another_keyboard(path: Path) -> None:
    Vault.create(path, "caf\u00e9 au lait").close()
    Vault.open(path, "cafe\u0301 au lait").close()


def test_a_changed_passphrase_opens_and_the_old_one_no_longer_does(path: Path) -> None:
    make(path)
    with Vault.open(path, WORDS) as vault:
        vault.change_passphrase("a new passphrase")
        with pytest.raises(VaultError, match="at least 8"):
            vault.change_passphrase("no")
    with pytest.raises(VaultError, match="does not open"):
        Vault.open(path, WORDS)
    with Vault.open(path, "a new passphrase") as vault:
        assert vault.get("entity", "b") == [1, 2.5, None, True]


def test_a_second_vault_in_the_same_place_is_refused(path: Path) -> None:
    make(path)
    with pytest.raises(VaultError, match="is there already"):
        Vault.create(path, WORDS)


def test_a_missing_vault_is_said_so(path: Path) -> None:
    with pytest.raises(VaultError, match="There is no vault at"):
        Vault.open(path, WORDS)


def test_a_folder_is_no_vault(tmp_path: Path) -> None:
    with pytest.raises(VaultError, match="is a folder"):
        Vault.open(tmp_path, WORDS)


@pytest.mark.parametrize("data", [b"", b"hello", b"\x00" * 5000, b"SQLite format 3\x00" + b"\x07" * 3000])
def test_another_file_is_no_vault(path: Path, data: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(data)
    with pytest.raises(VaultError, match="vault"):
        Vault.open(path, WORDS)


def test_another_database_is_no_vault(path: Path) -> None:
    path.parent.mkdir()
    change(path, "CREATE TABLE header (name TEXT, value BLOB)")
    with pytest.raises(VaultError, match="not a vault"):
        Vault.open(path, WORDS)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.95])
def test_a_truncated_vault_is_damaged(path: Path, share: float) -> None:
    make(path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(VaultError, match="damaged"):
        Vault.open(path, WORDS)


def test_a_vault_of_a_newer_program_is_left_alone(path: Path) -> None:
    make(path)
    change(path, "PRAGMA user_version = 99")
    with pytest.raises(VaultError, match="newer version"):
        Vault.open(path, WORDS)


def test_a_changed_header_is_damage_not_a_wrong_passphrase(path: Path) -> None:
    make(path)
    change(path, "UPDATE header SET value = x'00' WHERE name = 'salt'")
    with pytest.raises(VaultError, match="damaged"):
        Vault.open(path, WORDS)


def test_key_parameters_beyond_reason_are_refused_before_they_cost_memory(path: Path) -> None:
    from csa_research.vault.cipher import Header, unwrap

    with pytest.raises(VaultError, match="damaged"):
        unwrap(Header(b"v", b"s" * 16, 2**40, 8, 1, b"w" * 60), WORDS)


def test_a_changed_record_is_refused_and_its_name_not_repeated(path: Path) -> None:
    make(path)
    change(
        path, "UPDATE records SET value = CAST(substr(value, 1, 40) || x'00' || substr(value, 42) AS BLOB) WHERE kind = 'entity'"
    )
    with Vault.open(path, WORDS) as vault, pytest.raises(VaultError, match="damaged") as error:
        vault.items("entity")
    assert NAME not in str(error.value)


def test_a_record_cannot_be_moved_to_another_name_or_kind(path: Path) -> None:
    make(path)
    change(path, "UPDATE records SET value = (SELECT value FROM records WHERE kind = 'original') WHERE kind = 'entity'")
    with Vault.open(path, WORDS) as vault:
        with pytest.raises(VaultError, match="damaged"):
            vault.get("entity", "b")
        assert vault.get("original", "one.docx") is not None
    change(path, "UPDATE records SET kind = 'roster' WHERE kind = 'original'")
    with Vault.open(path, WORDS) as vault, pytest.raises(VaultError, match="damaged"):
        vault.items("roster")


def test_replacing_a_kind_is_all_or_nothing(path: Path) -> None:
    make(path)
    with Vault.open(path, WORDS) as vault:
        with pytest.raises(VaultError, match="type object"):
            vault.replace_kind("entity", {"c": 1, "d": object()})
        assert set(vault.items("entity")) == {NAME, "b"}
        vault.replace_kind("entity", {"c": 1})
        assert vault.items("entity") == {"c": 1}


def test_appended_values_stay_in_order_and_deleted_ones_are_gone(path: Path) -> None:
    with Vault.create(path, WORDS) as vault:
        vault.append("log", ["a"])
        vault.append("log", ["b", "c"])
        assert vault.items("log") == {"0": "a", "1": "b", "2": "c"}
        assert vault.delete("log", "1") is True
        assert vault.delete("log", "1") is False
        assert vault.kinds() == {"log": 2}


def test_a_closed_vault_says_so(path: Path) -> None:
    vault = Vault.create(path, WORDS)
    vault.close()
    vault.close()
    with pytest.raises(VaultError, match="has been closed"):
        vault.kinds()


def test_threads_may_share_a_vault(path: Path) -> None:
    with Vault.create(path, WORDS) as vault:
        threads = [threading.Thread(target=vault.put, args=("x", str(i), i)) for i in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(vault.items("x")) == 20


def test_destruction_leaves_a_certificate_and_no_file(path: Path) -> None:
    import hashlib

    make(path)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    with Vault.open(path, WORDS) as vault:
        certificate = vault.destroy()
    assert certificate["sha256"] == before
    assert certificate["records"] == 3
    assert certificate["kinds"] == {"entity": 2, "original": 1}
    assert str(certificate["at"]).endswith("Z")
    assert os.listdir(path.parent) == []


def test_destruction_overwrites_the_bytes_before_it_unlinks(path: Path, tmp_path: Path) -> None:
    make(path)
    with Vault.open(path, WORDS) as vault, path.open("rb") as still_open:
        size = path.stat().st_size
        vault.destroy()
        assert size > 0
        assert still_open.read() == b""


KILLED = """
import os, sys
from csa_research.vault import Vault
vault = Vault.open(sys.argv[1], "correct horse battery")
with vault._writing() as connection:
    connection.execute("DELETE FROM records")
    rows = [(bytes([i % 256, i // 256]), os.urandom(4000)) for i in range(2000)]
    connection.executemany("INSERT INTO records VALUES ('x', ?, ?)", rows)
    os._exit(9)
"""


def test_a_process_killed_while_writing_leaves_the_vault_as_it_was(path: Path) -> None:
    make(path)
    subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    with Vault.open(path, WORDS) as vault:
        assert vault.kinds() == {"entity": 2, "original": 1}
        assert vault.get("entity", "b") == [1, 2.5, None, True]


def test_a_vault_that_another_program_writes_is_said_to_be_in_use(path: Path) -> None:
    make(path)
    other = sqlite3.connect(path, isolation_level=None)
    with Vault.open(path, WORDS) as vault:
        assert vault._connection is not None
        vault._connection.execute("PRAGMA busy_timeout = 50")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(VaultError, match="in use by another program"):
            vault.put("x", "a", 1)
        other.execute("ROLLBACK")
        vault.put("x", "a", 1)
    other.close()
