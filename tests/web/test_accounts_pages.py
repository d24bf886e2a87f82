"""Joining, choosing a password, one's own account and HR's list of people, in the browser."""

from __future__ import annotations

import re
import stat
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from recruit.db.tables import Account
from recruit.settings import Settings
from recruit.web.accounts.passwords import Argon2Passwords
from tests.people import FARAH, GARETH, MOIRA, OUTSIDER, RUTH, email_of, id_of
from tests.rows import Rows
from tests.services.accounts_in_use import ANOTHER, PASSWORD, Accounts, code_in
from tests.web.browsing import Browser, Page
from tests.web.conftest import Visit
from tests.world import World

NEW = "tom.okafor@anyborough.example"
NO_ADDRESS = "Enter an e-mail address in the correct format, like name@council.example"
BAD_CODE = "That code does not work: it may be mistyped, used already or too old. Ask for another"
ON_ITS_WAY = "If this address has an account, an e-mail with a code is on its way to it"
pytestmark = pytest.mark.usefixtures("accounts")


@pytest.fixture
def accounts(world: World) -> Accounts:
    found = Accounts(world.session, world.clock)
    for name in (RUTH, MOIRA):
        found.give_password(name)
    return found


@pytest.fixture
def outbox(settings: Settings) -> Path:
    return settings.data_folder / "outbox"


def emails(outbox: Path) -> list[EmailMessage]:
    found = []
    for path in sorted(outbox.glob("*.eml")):
        message = message_from_bytes(path.read_bytes(), policy=policy.default)
        assert isinstance(message, EmailMessage)
        found.append(message)
    return found


def last_code(outbox: Path) -> str:
    return code_in(str(emails(outbox)[-1].get_content()))


def invite(
    browser: Browser, *, email: str = NEW, name: str = "Tom Okafor", role: str = "Recruiting manager"
) -> Page:
    page = browser.open("/people").fill("Name", name).fill("E-mail address", email)
    return page.choose(role).press("Invite")


def join(browser: Browser, code: str, *, name: str = "Tom Okafor", password: str = PASSWORD) -> Page:
    page = browser.open("/join").fill("Code", code).fill("Your name", name)
    return page.fill("Choose a password", password).press("Join")


# Invitations, and joining


def test_hr_invites_a_manager_who_joins_with_the_code_from_the_e_mail(visit: Visit, outbox: Path) -> None:
    page = invite(visit(MOIRA))
    assert page.notices == ["Tom Okafor is invited. An e-mail says how to join."]
    tom = visit(None)
    welcome = join(tom, last_code(outbox).lower())
    assert welcome.notices == ["You have joined. From now on, sign in with your e-mail address and password."]
    assert tom.open("/account").value("Your name") == "Tom Okafor"


def test_the_e_mail_is_a_file_that_its_owner_alone_can_read(visit: Visit, outbox: Path) -> None:
    invite(visit(MOIRA), name="Zoë Ōkubo")
    (path,) = outbox.glob("*.eml")
    (email,) = emails(outbox)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (email["To"], email["From"]) == (NEW, "recruit@localhost")
    assert email["Subject"] == "Anyborough Council (invented): your invitation to interview panels"
    assert "Dear Zoë Ōkubo," in path.read_text("utf-8")
    assert re.findall(r"https?://\S+", str(email.get_content())) == ["http://127.0.0.1:8000/join"]


def test_inviting_says_the_same_whether_the_address_is_known(visit: Visit) -> None:
    said = [invite(visit(MOIRA), email=email, name="Tom").notices for email in (NEW, email_of(FARAH))]
    assert said == [["Tom is invited. An e-mail says how to join."]] * 2


def test_the_join_page_helps_whoever_fills_it_in(visit: Visit) -> None:
    page = visit(None).open("/join")
    assert page.title == "Join – Anyborough Council (invented)"
    inputs = {one.get("name"): one.get("autocomplete") for one in page.tree.xpath("//main//input")}
    assert (inputs["code"], inputs["name"], inputs["password"]) == ("one-time-code", "name", "new-password")
    assert page.press("Join").errors == [
        "Enter the code from the e-mail",
        "Enter your name",
        "Enter a password",
    ]


def test_a_code_works_once_and_pressing_twice_does_no_harm(visit: Visit, outbox: Path) -> None:
    invite(visit(MOIRA))
    code = last_code(outbox)
    join(visit(None), code)
    again = join(visit(None), code)
    assert again.errors == [BAD_CODE]
    assert again.value("Your name") == "Tom Okafor"


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("Password123!", "That password is too easy to guess. Three words that nobody links work well"),
        ("lamp", "Password must be 10 characters or more"),
        ("x" * 2000, "Password must be 128 characters or fewer"),
    ],
)
def test_a_weak_password_is_refused_beside_its_field(
    visit: Visit, outbox: Path, password: str, said: str
) -> None:
    invite(visit(MOIRA))
    page = join(visit(None), last_code(outbox), password=password)
    assert page.errors == [said]
    assert password not in page.source


def test_64_characters_are_accepted(visit: Visit, outbox: Path) -> None:
    invite(visit(MOIRA))
    long = ("kestrel lantern oat tulip boat lamp " * 2)[:64]
    browser = visit(None)
    join(browser, last_code(outbox), password=long)
    assert browser.open("/account").heading == "Your account"


@pytest.mark.parametrize("name", ["T\x00m", "Tom\u202e"])
def test_a_name_that_no_document_could_hold_is_refused(visit: Visit, outbox: Path, name: str) -> None:
    invite(visit(MOIRA))
    (said,) = join(visit(None), last_code(outbox), name=name).errors
    assert said.startswith("Your name holds the invisible character U+")


# Forgotten passwords


def test_a_forgotten_password_is_chosen_anew(visit: Visit, outbox: Path) -> None:
    browser = visit(None)
    page = browser.open("/forgotten-password").fill("E-mail address", email_of(RUTH)).press("Send a code")
    assert (page.heading, page.notices) == ("Choose a new password", [ON_ITS_WAY])
    page.fill("Code", last_code(outbox)).fill("New password", ANOTHER).press("Change password")
    assert browser.open("/account").heading == "Your account"


def test_known_unknown_and_disabled_addresses_are_answered_alike(
    accounts: Accounts, visit: Visit, outbox: Path
) -> None:
    accounts.disable(GARETH)
    bodies = set()
    for email in (email_of(RUTH), "nobody@anyborough.example", email_of(GARETH)):
        page = visit(None).open("/forgotten-password").fill("E-mail address", email).press("Send a code")
        bodies.add(re.sub(r'value="[^"]*"|nonce="[^"]*"', "", page.source))
    assert len(bodies) == 1
    assert [one["To"] for one in emails(outbox)] == [email_of(RUTH)]


def test_no_address_of_ours_holds_a_code(visit: Visit) -> None:
    for url in ("/join", "/reset-password", "/forgotten-password", "/sign-in"):
        assert [one.get("method") for one in visit(None).open(url).tree.xpath("//main//form")] == ["post"]


# One's own account


def test_somebody_changes_their_name(visit: Visit) -> None:
    browser = visit(RUTH)
    page = browser.open("/account").fill("Your name", "Ruth Adeyemi-Ōe").press("Change name")
    assert (page.notices, page.value("Your name")) == (["Your name is changed"], "Ruth Adeyemi-Ōe")
    assert page.title == "Your account – Anyborough Council (invented)"


def test_changing_a_password_needs_the_current_one(visit: Visit) -> None:
    page = visit(RUTH).open("/account").fill("Current password", "wrong").fill("New password", ANOTHER)
    page = page.press("Change password")
    assert page.errors == ["That is not your current password"]
    assert page.value("Your name") == RUTH
    assert page.title.startswith("Error: Your account")


def test_a_password_that_is_changed_twice_at_one_moment_is_changed_once(
    visit: Visit, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hashed_too_late(_: Argon2Passwords, password: str) -> str:
        Rows(world.session).change(Account, id_of(RUTH), password="what another tab chose")  # noqa: S106 (no hash)
        return password

    page = visit(RUTH).open("/account").fill("Current password", PASSWORD).fill("New password", ANOTHER)
    monkeypatch.setattr(Argon2Passwords, "hashed", hashed_too_late)
    assert page.press("Change password").errors == [
        "Your password was changed at the same moment, in another tab perhaps. Sign in with that one"
    ]


def test_extra_fields_change_nothing(visit: Visit) -> None:
    browser = visit(RUTH)
    browser.post("/account", name=RUTH, email=NEW, active="", password="x", role="hr")  # noqa: S106 (an extra field)
    assert browser.open("/account").summary() == {"E-mail address": email_of(RUTH)}
    assert browser.open("/people").status == 404


# HR's list


def test_hr_sees_who_is_there(visit: Visit) -> None:
    invite(visit(MOIRA), role="HR")
    head, *rows = visit(MOIRA).open("/people").table("Everybody who can sign in, or could")
    assert head == ["Name", "Roles", "State", "Last signed in", "Change"]
    found = {row[0]: row[1:] for row in rows}
    assert found[f"Tom Okafor {NEW}"] == ["HR", "Invited", "Never", "Disable Tom Okafor"]
    assert found[f"{MOIRA} {email_of(MOIRA)}"] == ["HR", "Active", "Never", "This is you"]
    assert f"{OUTSIDER} {email_of(OUTSIDER)}" in found


def test_nobody_else_finds_the_list(visit: Visit) -> None:
    for name in (RUTH, GARETH):
        assert visit(name).open("/people").status == 404
    assert visit(None).open("/people").heading == "Sign in"


def test_disabling_asks_first_and_says_what_follows(visit: Visit) -> None:
    browser = visit(MOIRA)
    page = browser.open("/people").follow(f"Disable {RUTH}")
    assert page.heading == f"Disable the account of {RUTH}?"
    assert browser.open("/people").table("Everybody who can sign in, or could") != []
    done = page.press("Disable account")
    assert done.notices == ["The account is disabled. Nobody can sign in with it."]
    assert [row[2] for row in done.table("Everybody who can sign in, or could") if RUTH in row[0]] == [
        "Disabled"
    ]


def test_the_last_of_hr_cannot_be_disabled(visit: Visit) -> None:
    page = visit(MOIRA).open(f"/people/{id_of(MOIRA)}/disable").press("Disable account")
    assert page.status == 409
    assert "is the last of HR who can sign in" in page.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "", "email": ""}, ["Enter a name", "Enter an e-mail address"]),
        (
            {"name": "Tom", "email": "tom"},
            ["Enter an e-mail address in the correct format, like name@council.example"],
        ),
        ({"name": "T" * 201, "email": NEW}, ["Name must be 200 characters or fewer"]),
    ],
)
def test_what_cannot_be_invited_is_said_beside_its_field(
    visit: Visit, fields: dict[str, str], said: list[str]
) -> None:
    assert invite(visit(MOIRA), **fields).errors == said
