"""Being invited, joining, and choosing a password anew; on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from recruit.db.tables import Account, AuditEvent, Grant, OneTimeCode, OutboxMessage
from recruit.db.transactions import read_transaction, write_transaction
from recruit.domain.codes import code_hash
from recruit.domain.errors import NotThere, Refused
from recruit.domain.people import Granted, Role
from recruit.domain.throttling import CODES
from recruit.domain.throttling import PASSWORDS as THROTTLE
from recruit.services.accounts import (
    change_name,
    change_password,
    forgotten_password,
    join,
    own_account,
    reset_password,
)
from recruit.services.attempts import add_attempt
from recruit.services.invitations import invite, invite_again
from recruit.services.sign_ins import WRONG
from recruit.web.accounts.passwords import PASSWORDS, Argon2Passwords
from tests.people import FARAH, GARETH, MOIRA, RUTH, STRANGER, email_of, id_of
from tests.services.accounts_in_use import ANOTHER, PASSWORD, Accounts, code_in
from tests.world import World

NEW = "tom.okafor@anyborough.example"
BAD_CODE = "That code does not work: it may be mistyped, used already or too old. Ask for another"


@pytest.fixture
def accounts(world: World) -> Accounts:
    return Accounts(world.session, world.clock)


def invited(world: World, email: str = NEW, name: str = "Tom Okafor", role: Role = Role.MEMBER) -> str:
    """Invite somebody to the vacancy as its manager does; return the id of their account."""
    with write_transaction(world.session):
        return invite(
            world.session,
            actor=world.actor(RUTH),
            email=email,
            name=name,
            role=role,
            vacancy=world.vacancy,
            now=world.clock(),
        )


def joined(accounts: Accounts, code: str, *, name: str = "Tom Okafor", password: str = PASSWORD) -> str:
    return join(
        accounts.session,
        code=code,
        name=name,
        password=password,
        passwords=PASSWORDS,
        computer="192.0.2.7",
        now=accounts.clock(),
    )


def reset(accounts: Accounts, code: str, *, password: str = ANOTHER, computer: str = "192.0.2.7") -> str:
    return reset_password(
        accounts.session,
        code=code,
        password=password,
        passwords=PASSWORDS,
        computer=computer,
        now=accounts.clock(),
    )


def refused_join(accounts: Accounts, code: str, **given: str) -> tuple[str, str | None]:
    with pytest.raises(Refused) as caught:
        joined(accounts, code, **given)
    return str(caught.value), caught.value.field


def refused_reset(accounts: Accounts, code: str, **given: str) -> str:
    with pytest.raises(Refused) as caught:
        reset(accounts, code, **given)
    return str(caught.value)


def forgotten(accounts: Accounts, email: str) -> None:
    forgotten_password(accounts.session, email=email, now=accounts.clock())


# Invitations


def test_somebody_who_is_invited_joins_and_is_signed_in(world: World, accounts: Accounts) -> None:
    account = invited(world)
    actor = accounts.who(joined(accounts, accounts.code_for(NEW), name="  Tom   Okafor-Lee "))
    assert actor is not None
    assert (actor.account, actor.name) == (account, "Tom Okafor-Lee")
    assert actor.grants == {Granted(Role.MEMBER, world.vacancy)}
    assert accounts.who(accounts.sign_in_as(NEW)) == actor


def test_the_letter_says_who_asks_for_what_and_holds_no_address_with_the_code(
    world: World, accounts: Accounts
) -> None:
    invited(world)
    (letter,) = accounts.letters_to(NEW)
    code = code_in(letter)
    assert letter.startswith(f"Dear Tom Okafor,\n\n{RUTH} has invited you to the interview panels of ")
    assert "You are asked to be on the interview panel for the vacancy “" in letter
    assert [line for line in letter.splitlines() if "/" in line] == ["{address of the site}/join"]
    assert letter.count(code) == 1


def test_of_a_code_only_its_hash_is_kept(world: World, accounts: Accounts) -> None:
    invited(world)
    with read_transaction(world.session):
        kept = world.session.scalars(select(OneTimeCode.code_hash)).all()
    assert kept == [code_hash(accounts.code_for(NEW))]


def test_somebody_who_can_sign_in_gets_a_notice_and_no_code(world: World, accounts: Accounts) -> None:
    account = invited(world, email=email_of(GARETH).upper(), name="Gaz")
    (letter,) = accounts.letters(GARETH)
    assert account == id_of(GARETH)
    assert letter.startswith(f"Dear {GARETH},\n\n{RUTH} has added you")
    assert "/sign-in" in letter
    with read_transaction(world.session):
        assert world.session.scalar(select(func.count()).select_from(OneTimeCode)) == 0
        assert world.session.get_one(Account, account).name == GARETH


def test_inviting_a_member_twice_sends_one_notice_and_gives_one_role(
    world: World, accounts: Accounts
) -> None:
    assert invited(world, email_of(GARETH)) == invited(world, email_of(GARETH))
    assert len(accounts.letters(GARETH)) == 1
    with read_transaction(world.session):
        roles = select(func.count()).select_from(Grant).where(Grant.account_id == id_of(GARETH))
        assert world.session.scalar(roles) == 1


def test_inviting_somebody_again_who_has_not_joined_sends_a_new_code_and_ends_the_old(
    world: World, accounts: Accounts
) -> None:
    account = invited(world)
    old = accounts.code_for(NEW)
    world.clock.move(minutes=1)
    with write_transaction(world.session):
        invite_again(
            world.session,
            actor=world.actor(RUTH),
            account_id=account,
            role=Role.MEMBER,
            vacancy=world.vacancy,
            now=world.clock(),
        )
    assert refused_join(accounts, old) == (BAD_CODE, "code")
    assert accounts.who(joined(accounts, accounts.code_for(NEW))) is not None


def test_asking_again_within_a_minute_is_asking_once(world: World, accounts: Accounts) -> None:
    account = invited(world)
    code = accounts.code_for(NEW)
    world.clock.move(seconds=59)
    assert invited(world) == account
    with write_transaction(world.session):
        invite_again(
            world.session,
            actor=world.actor(RUTH),
            account_id=account,
            role=Role.MEMBER,
            vacancy=world.vacancy,
            now=world.clock(),
        )
    assert len(accounts.letters_to(NEW)) == 1
    assert accounts.who(joined(accounts, code)) is not None


def test_twenty_invitations_at_one_moment_are_one(world: World, accounts: Accounts, database: Engine) -> None:
    actor, now = world.actor(RUTH), world.clock()

    def press(_: int) -> str:
        with Session(database) as session, write_transaction(session):
            return invite(
                session,
                actor=actor,
                email=NEW,
                name="Tom Okafor",
                role=Role.MEMBER,
                vacancy=world.vacancy,
                now=now,
            )

    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(press, range(20)))
    with read_transaction(world.session):
        events = world.session.scalars(select(AuditEvent.action)).all()
        grants = world.session.scalars(select(Grant.role).where(Grant.account_id.in_(made))).all()
    assert (len(made), events, grants) == (1, ["person invited"], ["panel member"])
    assert len(accounts.letters_to(NEW)) == 1


def test_a_code_that_is_used_twenty_times_at_one_moment_works_once(
    world: World, accounts: Accounts, database: Engine
) -> None:
    invited(world)
    code, now = accounts.code_for(NEW), world.clock()

    def press(number: int) -> str:
        with Session(database) as session:
            try:
                return join(
                    session,
                    code=code,
                    name="Tom Okafor",
                    password=PASSWORD,
                    passwords=PASSWORDS,
                    computer=f"192.0.2.{number}",
                    now=now,
                )
            except Refused as refused:
                return str(refused)

    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(press, range(20)))
    assert said.count(BAD_CODE) == 19


def test_nobody_of_another_organisation_is_invited_or_found(world: World) -> None:
    with pytest.raises(Refused, match="cannot be used here") as caught:
        invited(world, email_of(STRANGER))
    assert caught.value.field == "email"
    with write_transaction(world.session), pytest.raises(NotThere):
        invite_again(
            world.session,
            actor=world.actor(RUTH),
            account_id=id_of(STRANGER),
            role=Role.MEMBER,
            vacancy=world.vacancy,
            now=world.clock(),
        )


def test_an_account_that_is_disabled_gets_its_role_and_no_letter(world: World, accounts: Accounts) -> None:
    accounts.disable(GARETH)
    assert invited(world, email_of(GARETH)) == id_of(GARETH)
    assert accounts.letters(GARETH) == []


@pytest.mark.parametrize(
    ("email", "name", "field"),
    [
        ("tom", "Tom", "email"),
        ("tom@", "Tom", "email"),
        ("tom@x.example\nBcc: all@x.example", "Tom", "email"),
        ("t\x00m@x.example", "Tom", "email"),
        (NEW, "", "name"),
        (NEW, " \u200b ", "name"),
        (NEW, "T\x00m", "name"),
        (NEW, "T" * 201, "name"),
    ],
)
def test_what_is_no_address_or_no_name_is_refused(world: World, email: str, name: str, field: str) -> None:
    with pytest.raises(Refused) as caught:
        invited(world, email, name)
    assert caught.value.field == field
    with read_transaction(world.session):
        assert world.session.scalar(select(func.count()).select_from(OutboxMessage)) == 0


def test_a_role_in_the_whole_organisation_ends_the_sessions_from_before_it(
    world: World, accounts: Accounts
) -> None:
    accounts.give_password(GARETH)
    cookie = accounts.sign_in(GARETH)
    invited(world, email_of(GARETH))
    assert accounts.who(cookie) is not None  # asked to a panel in the middle of an interview
    with write_transaction(world.session):
        invite(
            world.session,
            actor=world.actor(MOIRA),
            email=email_of(GARETH),
            name=GARETH,
            role=Role.HR,
            vacancy=None,
            now=world.clock(),
        )
    assert accounts.who(cookie) is None


# Joining


def test_a_code_works_once(world: World, accounts: Accounts) -> None:
    invited(world)
    code = accounts.code_for(NEW)
    joined(accounts, code.lower().replace("-", " "))
    assert refused_join(accounts, code) == (BAD_CODE, "code")


def test_a_code_to_join_works_for_7_days(world: World, accounts: Accounts) -> None:
    invited(world)
    code = accounts.code_for(NEW)
    world.clock.move(days=7)
    assert refused_join(accounts, code) == (BAD_CODE, "code")
    world.clock.move(seconds=-1)
    assert accounts.who(joined(accounts, code)) is not None


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"password": "short"}, "password"),
        ({"password": "Password123!"}, "password"),
        ({"password": "okafor lamp tulip"}, "password"),
        ({"password": "anyborough lamp tulip"}, "password"),
        ({"name": "  "}, "name"),
    ],
)
def test_a_refused_password_or_name_leaves_the_code_good(
    world: World, accounts: Accounts, given: dict[str, str], field: str
) -> None:
    invited(world)
    code = accounts.code_for(NEW)
    assert refused_join(accounts, code, **given)[1] == field
    assert accounts.who(joined(accounts, code)) is not None


def test_wrong_codes_from_one_computer_are_slowed_down(accounts: Accounts) -> None:
    said = [refused_join(accounts, "0000-0000-0000-0000")[0] for _ in range(CODES.most + 1)]
    assert said == [BAD_CODE] * CODES.most + ["Too many tries. Wait 15 minutes, then try again"]
    assert refused_reset(accounts, "0000", computer="192.0.2.8") == BAD_CODE


def test_a_code_for_a_new_password_is_none_to_join_with(accounts: Accounts) -> None:
    forgotten(accounts, email_of(RUTH))
    assert refused_join(accounts, accounts.code_for(email_of(RUTH))) == (BAD_CODE, "code")


# Forgotten passwords


def test_a_forgotten_password_is_chosen_anew_and_every_session_ends(accounts: Accounts) -> None:
    accounts.give_password(RUTH)
    before = [accounts.sign_in(RUTH), accounts.sign_in(RUTH)]
    forgotten(accounts, email_of(RUTH).upper())
    now_in = reset(accounts, accounts.code_for(email_of(RUTH)))
    assert [accounts.who(one) for one in before] == [None, None]
    assert accounts.who(now_in) is not None
    assert accounts.who(accounts.sign_in(RUTH, ANOTHER)) is not None
    with pytest.raises(Refused, match=WRONG):
        accounts.sign_in(RUTH, PASSWORD)


def test_whoever_reads_the_e_mails_of_an_account_is_never_locked_out(accounts: Accounts) -> None:
    accounts.give_password(RUTH)
    for _ in range(11):
        with pytest.raises(Refused):
            accounts.sign_in(RUTH, "wrong")
    forgotten(accounts, email_of(RUTH))
    reset(accounts, accounts.code_for(email_of(RUTH)))
    assert accounts.who(accounts.sign_in(RUTH, ANOTHER)) is not None


def test_a_code_for_a_new_password_works_for_an_hour_and_once(accounts: Accounts) -> None:
    forgotten(accounts, email_of(RUTH))
    code = accounts.code_for(email_of(RUTH))
    accounts.clock.move(hours=1)
    assert refused_reset(accounts, code) == BAD_CODE
    accounts.clock.move(seconds=-1)
    reset(accounts, code)
    assert refused_reset(accounts, code) == BAD_CODE


def test_the_last_code_asked_for_is_the_one_that_works(accounts: Accounts) -> None:
    codes = []
    for _ in range(2):
        forgotten(accounts, email_of(RUTH))
        codes.append(accounts.code_for(email_of(RUTH)))
        accounts.clock.move(minutes=1)
    assert refused_reset(accounts, codes[0]) == BAD_CODE
    assert accounts.who(reset(accounts, codes[1])) is not None


def test_an_address_gets_three_letters_in_15_minutes_at_most(accounts: Accounts) -> None:
    for _ in range(5):
        forgotten(accounts, email_of(RUTH))
    assert len(accounts.letters(RUTH)) == 3
    accounts.clock.move(minutes=15)
    forgotten(accounts, email_of(RUTH))
    assert len(accounts.letters(RUTH)) == 4


def test_nothing_is_sent_to_an_unknown_or_a_disabled_account(accounts: Accounts) -> None:
    accounts.disable(GARETH)
    for email in (email_of(GARETH), "nobody@anyborough.example", "\x00", ""):
        forgotten(accounts, email)
    with read_transaction(accounts.session):
        assert accounts.session.scalar(select(func.count()).select_from(OutboxMessage)) == 0


def test_somebody_who_never_joined_gets_their_invitation_anew(world: World, accounts: Accounts) -> None:
    invited(world)
    world.clock.move(days=8)
    forgotten(accounts, NEW)
    assert accounts.who(joined(accounts, accounts.code_for(NEW))) is not None


# One's own account


def change(accounts: Accounts, world: World, *, current: str, password: str) -> str:
    return change_password(
        accounts.session,
        actor=world.actor(RUTH),
        current=current,
        password=password,
        passwords=PASSWORDS,
        now=accounts.clock(),
    )


def test_changing_a_password_ends_every_session_but_a_new_one(world: World, accounts: Accounts) -> None:
    accounts.give_password(RUTH)
    before = accounts.sign_in(RUTH)
    now_in = change(accounts, world, current=PASSWORD, password=ANOTHER)
    assert (accounts.who(before), accounts.who(now_in)) == (None, world.actor(RUTH))
    assert accounts.open_sessions(RUTH) == 1
    assert "your password for the interview panels" in accounts.letters(RUTH)[-1]


def test_the_current_password_is_needed_and_guessing_it_is_slowed_down(
    world: World, accounts: Accounts
) -> None:
    accounts.give_password(RUTH)
    said = []
    for _ in range(11):
        with pytest.raises(Refused) as caught:
            change(accounts, world, current="wrong", password=ANOTHER)
        said.append((str(caught.value), caught.value.field))
    wait = ("Too many tries. Wait 15 minutes, then try again", None)
    assert said == [("That is not your current password", "current")] * 10 + [wait]


@pytest.mark.parametrize("current", [PASSWORD, "wrong"])
def test_a_guess_that_took_longer_than_ten_others_is_no_eleventh(
    world: World, accounts: Accounts, database: Engine, current: str
) -> None:
    accounts.give_password(RUTH)

    class Slow(Argon2Passwords):
        def matches(self, password: str, stored: str | None) -> bool:
            with Session(database) as other, write_transaction(other):
                for _ in range(10):
                    add_attempt(other, THROTTLE, subject=email_of(RUTH), now=accounts.clock())
            return super().matches(password, stored)

    with pytest.raises(Refused) as caught:
        change_password(
            accounts.session,
            actor=world.actor(RUTH),
            current=current,
            password=ANOTHER,
            passwords=Slow(),
            now=accounts.clock(),
        )
    assert str(caught.value) == "Too many tries. Wait 15 minutes, then try again"


def test_a_weak_new_password_is_refused(world: World, accounts: Accounts) -> None:
    accounts.give_password(RUTH)
    with pytest.raises(Refused, match="“adeyemi”, which others know of you") as caught:
        change(accounts, world, current=PASSWORD, password="adeyemi lamp tulip")  # noqa: S106 (a refused one)
    assert caught.value.field == "password"


def test_a_name_is_changed_and_that_is_on_the_record_without_the_names(
    world: World, accounts: Accounts
) -> None:
    change_name(accounts.session, actor=world.actor(FARAH), name=" Farah  Siddiqui-Ōe ", now=accounts.clock())
    assert own_account(accounts.session, actor=world.actor(FARAH)).name == "Farah Siddiqui-Ōe"
    with read_transaction(accounts.session):
        event = accounts.session.scalars(select(AuditEvent)).one()
        assert (event.action, event.subject, event.detail) == ("own name changed", id_of(FARAH), "")


def test_no_record_of_any_of_this_holds_a_code_or_a_password(world: World, accounts: Accounts) -> None:
    invited(world)
    code = accounts.code_for(NEW)
    world.clock.move(minutes=1)
    joined(accounts, code)
    forgotten(accounts, NEW)
    second = accounts.code_for(NEW)
    reset(accounts, second)
    with read_transaction(accounts.session):
        events = accounts.session.scalars(select(AuditEvent).order_by(AuditEvent.number)).all()
        text = " ".join(f"{one.action} {one.actor} {one.subject} {one.detail}" for one in events)
        actions = [one.action for one in events]
    assert actions == [
        "person invited",
        "joined",
        "signed in",
        "code asked for",
        "password reset",
        "signed in",
    ]
    assert [word for word in (code, second, PASSWORD, ANOTHER, NEW) if word in text] == []


def test_the_codes_of_a_day_are_all_different(world: World, accounts: Accounts) -> None:
    invited(world)
    codes = set()
    for _ in range(20):
        world.clock.move(hours=1)
        forgotten(accounts, NEW)
        codes.add(accounts.code_for(NEW))
    assert len(codes) == 20
