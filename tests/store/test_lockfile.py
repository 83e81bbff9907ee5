"""One writer a study."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from csa_research.errors import StoreError
from csa_research.store.lockfile import hold

HOLD = """
import sys, time
from csa_research.store.lockfile import hold
with hold(sys.argv[1]):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_holder_is_told_who_holds_it_and_since_when(tmp_path: Path) -> None:
    path = tmp_path / ".csa.lock"
    with hold(path), pytest.raises(StoreError, match=rf"process {os.getpid()} on .*, since 2\d\d\d-") as error, hold(path):
        pass
    assert str(path) in str(error.value)


def test_the_lock_is_free_again_after_the_block_and_after_an_error(tmp_path: Path) -> None:
    path = tmp_path / ".csa.lock"
    with pytest.raises(RuntimeError), hold(path):
        raise RuntimeError
    with hold(path):
        pass
    assert path.read_bytes() == b""


def test_the_lock_of_another_process_holds_until_it_is_killed(tmp_path: Path) -> None:
    path = tmp_path / ".csa.lock"
    other = subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match=f"process {other.pid} "), hold(path):
            pass
    finally:
        other.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        other.wait()
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        with hold(path):
            assert json.loads(path.read_text(encoding="utf-8"))["pid"] == os.getpid()
            break


def test_a_file_left_by_a_dead_process_does_not_stop_anybody(tmp_path: Path) -> None:
    path = tmp_path / ".csa.lock"
    path.write_text('{"pid": 999999999, "host": "x", "at": "2024-01-01T00:00:00Z"}', encoding="utf-8")
    with hold(path):
        pass


def test_where_the_file_system_knows_no_locks_the_text_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    from csa_research.store import lockfile

    def no_locks(file: int) -> None:
        raise OSError(95, "not supported")

    monkeypatch.setattr(lockfile, "_lock", no_locks)
    path = tmp_path / ".csa.lock"
    at = "2024-01-01T00:00:00Z"
    path.write_text(json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "at": at}), encoding="utf-8")
    with pytest.raises(StoreError, match="in use by another csa"), hold(path):
        pass
    path.write_text(json.dumps({"pid": 999999999, "host": socket.gethostname(), "at": at}), encoding="utf-8")
    with hold(path):
        pass


def test_a_missing_folder_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is not there"), hold(tmp_path / "no" / ".csa.lock"):
        pass
