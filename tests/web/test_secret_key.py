"""The key that signs cookies is made once, whoever comes first, and read by nobody else."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from recruit.web.secret_key import kept_secret_key


def test_the_key_is_made_once_and_kept(tmp_path: Path) -> None:
    first = kept_secret_key(tmp_path / "data")
    assert (len(first), kept_secret_key(tmp_path / "data")) == (64, first)
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret-key"]


def test_workers_that_start_together_get_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as workers:
        keys = set(workers.map(kept_secret_key, [tmp_path / "data"] * 64))
    assert [len(key) for key in keys] == [64]


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    kept_secret_key(tmp_path / "data")
    modes = {
        stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "data", tmp_path / "data" / "secret-key")
    }
    assert modes == {0o700, 0o600}
