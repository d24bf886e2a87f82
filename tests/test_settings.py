"""Settings: defaults, what the environment says instead, and a clear word where it says nonsense."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from recruit.paths import bundled
from recruit.settings import BadSetting, Settings, load_settings
from tests.cli.command import outcome

OURS = Settings(
    organisation="Your council",
    marking="Official-Sensitive: Personal",
    word_templates=bundled("templates") / "word",
    question_bank=bundled("question_banks"),
    draw_seconds=60.0,
    data_folder=Path("recruit-data"),
    database=None,
    secret_key=None,
    brand_colour="#1d4f8b",
    https=False,
)
FOLDERS = ("WORD_TEMPLATES", "QUESTION_BANK")
SECONDS = "RECRUIT_DRAW_SECONDS, the seconds that each stage of drawing a pack may take, is"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ORGANISATION", "MARKING", *FOLDERS, "DRAW_SECONDS"):
        monkeypatch.delenv(f"RECRUIT_{name}", raising=False)


def refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> str:
    """Return why a variable's value is refused."""
    monkeypatch.setenv(f"RECRUIT_{name}", value)
    with pytest.raises(BadSetting) as caught:
        load_settings()
    return str(caught.value)


def test_without_variables_the_defaults_hold() -> None:
    assert load_settings() == OURS


def test_the_folder_one_stands_in_plays_no_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config.py").write_text("ORGANISATION = 'Somebody else'")
    monkeypatch.chdir(tmp_path)
    assert load_settings() == OURS


def test_every_setting_can_be_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"ORGANISATION": "Wend & Vale", "MARKING": "For the panel", "DRAW_SECONDS": "2.5"}
    for name, value in (given | dict.fromkeys(FOLDERS, str(tmp_path))).items():
        monkeypatch.setenv(f"RECRUIT_{name}", value)
    wanted = replace(OURS, organisation="Wend & Vale", marking="For the panel", draw_seconds=2.5)
    assert load_settings() == replace(wanted, word_templates=tmp_path, question_bank=tmp_path)


@pytest.mark.parametrize("text", ["1984", "null", "true", '"Vale"', '{"a": 1}', "[]", "1e5", "Ынды & أمل"])
def test_a_text_is_never_read_as_anything_else(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("RECRUIT_ORGANISATION", text)
    monkeypatch.setenv("RECRUIT_MARKING", text)
    settings = load_settings()
    assert (settings.organisation, settings.marking) == (text, text)


def test_a_folder_with_a_number_for_a_name_is_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "2027").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RECRUIT_QUESTION_BANK", "2027")
    assert load_settings().question_bank == Path("2027")


def test_the_marking_may_be_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECRUIT_MARKING", "")
    assert load_settings().marking == ""


@pytest.mark.parametrize("name", FOLDERS)
def test_an_empty_folder_means_ours(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(f"RECRUIT_{name}", "")
    assert load_settings() == OURS


@pytest.mark.parametrize("value", ["", " ", "\t"])
def test_an_organisation_needs_a_name(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    purpose, give = "the council's name on every document", "the name as it is to be printed"
    expected = f"RECRUIT_ORGANISATION, {purpose}, is {value!r}; give {give}"
    assert refused(monkeypatch, "ORGANISATION", value) == expected


@pytest.mark.parametrize(
    ("character", "shown"), [("\x01", "U+0001"), ("\u202e", "U+202E"), ("\udcff", "U+DCFF")]
)
@pytest.mark.parametrize(
    ("name", "purpose"),
    [("ORGANISATION", "the council's name on every document"), ("MARKING", "the protective marking")],
)
def test_a_text_holds_only_what_a_document_can_show(
    monkeypatch: pytest.MonkeyPatch, name: str, purpose: str, character: str, shown: str
) -> None:
    fault = f"holds the invisible character {shown}; delete it and type the text again"
    assert refused(monkeypatch, name, f"Vale{character}") == f"RECRUIT_{name}, {purpose}, {fault}"


@pytest.mark.parametrize(
    ("name", "purpose"),
    [
        ("WORD_TEMPLATES", "the folder of your own Word templates"),
        ("QUESTION_BANK", "the folder of your own question bank"),
    ],
)
@pytest.mark.parametrize("place", ["nowhere", "a-file", "x" * 5000])
def test_a_folder_must_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, purpose: str, place: str
) -> None:
    (tmp_path / "a-file").write_text("no folder")
    value = str(tmp_path / place)
    expected = (
        f"RECRUIT_{name}, {purpose}, is {value!r}; give a folder that exists, or leave it empty for ours"
    )
    assert refused(monkeypatch, name, value) == expected


@pytest.mark.parametrize(
    "value", ["", "soon", "0", "-1", "nan", "inf", "-inf", "1e400", "60 s", "null", "[60]"]
)
def test_seconds_are_a_number_above_0(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    expected = f"{SECONDS} {value!r}; give a number above 0, such as 60"
    assert refused(monkeypatch, "DRAW_SECONDS", value) == expected


@pytest.mark.parametrize(
    "name", ["MARKING__X", "MARKING__", "DRAW_SECONDS__MOST", "UNKNOWN__X__Y", "WORD_TEMPLATES__REPORT"]
)
def test_no_setting_has_parts(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    expected = (
        f"RECRUIT_{name} names a part of a setting, and no setting has parts; "
        "unset it, and give the setting as a whole"
    )
    assert refused(monkeypatch, name, "1") == expected


def test_variables_of_others_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RECRUITER__X", "MY_RECRUIT_MARKING__X", "ORGANISATION", "recruit_marking"):
        monkeypatch.setenv(name, "1")
    assert load_settings() == OURS


@pytest.mark.parametrize(
    ("name", "value"),
    [("DRAW_SECONDS", "soon"), ("QUESTION_BANK", "nowhere"), ("MARKING__X", "1"), ("ORGANISATION", "")],
)
def test_a_command_says_so_in_one_line(name: str, value: str) -> None:
    status, text, faults = outcome("levels", env={f"RECRUIT_{name}": value})
    assert (status, text, faults.count("\n")) == (1, "", 1)
    assert faults.startswith(f"recruit: RECRUIT_{name}")


def test_a_template_is_found_by_its_name() -> None:
    file = bundled("templates") / "word" / "panel-pack.docx"
    assert load_settings().word_template("panel-pack") == file.read_bytes()
