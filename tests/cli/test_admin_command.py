"""Making the first account from the command line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from recruit.cli import main
from recruit.db.schema import downgrade
from recruit.db.tables import Account, OneTimeCode, Organisation
from recruit.domain.codes import code_hash
from recruit.settings import load_settings
from tests.cli.command import outcome

MOIRA = ("--email", "moira.kent@anyborough.example", "--name", "Moira Kent")


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECRUIT_DATA_FOLDER", str(tmp_path / "data"))
    monkeypatch.setenv("RECRUIT_ORGANISATION", "Anyborough Council (invented)")
    monkeypatch.setenv("RECRUIT_ADDRESS", "https://panels.example/")


def session() -> Session:
    return Session(create_engine(f"sqlite:///{load_settings().data_folder / 'recruit.sqlite'}"))


def with_password(password: str) -> tuple[int, str, str]:
    words = ["admin", "create", *MOIRA, "--password-stdin"]
    done = CliRunner().invoke(main, words, input=f"{password}\n", prog_name="recruit")
    return done.exit_code, done.stdout, done.stderr


def test_it_prints_a_code_and_where_to_join_with_it() -> None:
    status, text, faults = outcome("admin", "create", *MOIRA)
    assert (status, faults) == (0, "")
    first = (
        "moira.kent@anyborough.example joins within 7 days, with this code, at https://panels.example/join"
    )
    assert text.splitlines()[0] == first
    (code,) = re.findall(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", text)
    with session() as found:
        assert found.scalars(select(OneTimeCode.code_hash)).all() == [code_hash(code)]
        assert found.scalars(select(Organisation.name)).all() == ["Anyborough Council (invented)"]


def test_the_first_account_may_name_its_organisation() -> None:
    assert outcome("admin", "create", *MOIRA, "--organisation", "Wend Council (invented)")[0] == 0
    assert (
        outcome("admin", "create", "--email", "b@anyborough.example", "--name", "B", "--organisation", "X")[0]
        == 0
    )
    with session() as found:
        assert found.scalars(select(Organisation.name)).all() == ["Wend Council (invented)"]


def test_a_password_is_read_from_standard_input_and_not_printed() -> None:
    said = "moira.kent@anyborough.example can sign in: https://panels.example/sign-in\n"
    assert with_password("three blue kettles") == (0, said, "")
    with session() as found:
        stored = found.scalars(select(Account.password)).one()
    assert stored is not None
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_weak_password_is_refused_before_anything_is_made() -> None:
    assert with_password("short") == (1, "", "recruit: Password must be 10 characters or more\n")
    assert not load_settings().data_folder.exists()


def test_what_is_no_address_is_refused() -> None:
    wanted = "recruit: Enter an e-mail address in the correct format, like name@council.example\n"
    assert outcome("admin", "create", "--email", "moira", "--name", "Moira") == (1, "", wanted)
    with session() as found:
        assert found.scalar(select(func.count()).select_from(Account)) == 0


def test_a_database_of_another_version_is_left_alone() -> None:
    assert outcome("admin", "create", *MOIRA)[0] == 0
    with session() as found:
        downgrade(found.get_bind().engine.url, revision="base")
        found.connection().exec_driver_sql("create table something (id integer)")
        found.commit()
    status, text, faults = outcome("admin", "create", *MOIRA)
    assert (status, text) == (1, "")
    assert faults == (
        "recruit: the database is not that of this version of the toolkit; "
        "run recruit serve once, which brings it up to date\n"
    )
