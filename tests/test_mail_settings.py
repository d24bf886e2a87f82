"""Settings of the site's address and of e-mail."""

from __future__ import annotations

import pytest

from recruit.settings import BadSetting, load_settings

ADDRESS = "RECRUIT_ADDRESS, where people reach the application, is"
SERVER = (
    "RECRUIT_MAIL_SERVER, the mail server, cannot be read; "
    "give an address such as smtp://name@host:587, or leave it empty for files"
)


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ADDRESS", "MAIL_SERVER", "MAIL_PASSWORD", "MAIL_SENDER"):
        monkeypatch.delenv(f"RECRUIT_{name}", raising=False)


def refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> str:
    monkeypatch.setenv(f"RECRUIT_{name}", value)
    with pytest.raises(BadSetting) as caught:
        load_settings()
    return str(caught.value)


def test_without_variables_e_mails_are_files() -> None:
    found = load_settings()
    assert (found.mail_server, found.mail_password, found.mail_sender) == (None, None, "recruit@localhost")
    assert found.address == "http://127.0.0.1:8000"


def test_an_address_keeps_no_slash_at_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECRUIT_ADDRESS", "https://panels.example/recruit/")
    assert load_settings().address == "https://panels.example/recruit"


@pytest.mark.parametrize("value", ["", "panels.example", "ftp://panels.example", "https://", "https://a b"])
def test_what_is_no_address_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    wanted = f"{ADDRESS} {value!r}; give an address such as https://panels.example"
    assert refused(monkeypatch, "ADDRESS", value) == wanted


@pytest.mark.parametrize(
    "value", ["smtp://localhost", "smtp://panels@mail.example:587", "smtps://mail.example:465"]
)
def test_a_mail_server_is_taken(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("RECRUIT_MAIL_SERVER", value)
    monkeypatch.setenv("RECRUIT_MAIL_PASSWORD", "12345")
    assert (load_settings().mail_server, load_settings().mail_password) == (value, "12345")


@pytest.mark.parametrize(
    "value", ["mail.example", "http://mail.example", "smtp://", "smtp://name:word@mail.example", "smtp://a:b"]
)
def test_a_mail_server_that_cannot_be_read_is_refused_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    assert refused(monkeypatch, "MAIL_SERVER", value) == SERVER


def test_an_empty_mail_server_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECRUIT_MAIL_SERVER", "")
    assert load_settings().mail_server is None
