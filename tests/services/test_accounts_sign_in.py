"""Signing in, staying signed in, and how a session ends; on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from recruit.db.tables import AuditEvent, FailedAttempt, SignIn
from recruit.db.transactions import read_transaction
from recruit.domain.errors import Refused
from recruit.domain.people import Granted, Role
from recruit.services.sign_ins import WRONG, cookie_hash, mark_seen, sign_in, sign_out, signed_in
from recruit.web.accounts.passwords import PASSWORDS
from tests.people import FARAH, GARETH, MOIRA, RUTH, email_of, id_of
from tests.services.accounts_in_use import ANOTHER, PASSWORD, Accounts
from tests.world import World


@pytest.fixture
def accounts(world: World) -> Accounts:
    found = Accounts(world.session, world.clock)
    for name in (RUTH, GARETH, MOIRA):
        found.give_password(name)
    return found


def refusal(accounts: Accounts, email: str, password: str) -> str:
    with pytest.raises(Refused) as caught:
        accounts.sign_in_as(email, password)
    return str(caught.value)


def test_somebody_who_signs_in_is_who_they_are_with_their_roles(world: World, accounts: Accounts) -> None:
    actor = accounts.who(accounts.sign_in(RUTH))
    assert actor == world.actor(RUTH)
    assert actor is not None
    assert actor.grants == {Granted(Role.MANAGER), Granted(Role.MANAGER, world.vacancy)}


def test_case_and_space_around_an_address_do_not_count(accounts: Accounts) -> None:
    assert accounts.who(accounts.sign_in_as(f" {email_of(RUTH).upper()} ")) is not None


def test_unknown_wrong_disabled_and_not_joined_are_refused_in_the_same_words(accounts: Accounts) -> None:
    accounts.give_password(FARAH)
    accounts.disable(FARAH)
    accounts.take_password(MOIRA)
    said = {
        refusal(accounts, "nobody@anyborough.example", PASSWORD),
        refusal(accounts, email_of(RUTH), ANOTHER),
        refusal(accounts, email_of(FARAH), PASSWORD),
        refusal(accounts, email_of(MOIRA), PASSWORD),
        refusal(accounts, email_of(MOIRA), ""),
        refusal(accounts, "\x00\ud800", "\x00\ud800"),
        refusal(accounts, "x" * 5000, "x" * 100_000),
    }
    assert said == {WRONG}


def test_a_password_is_hashed_once_whoever_signs_in(accounts: Accounts) -> None:
    class Counting:
        """Passwords, with a count of the work done."""

        work = 0

        def hashed(self, password: str) -> str:
            return PASSWORDS.hashed(password)

        def matches(self, password: str, stored: str | None) -> bool:
            self.work += 1
            return PASSWORDS.matches(password, stored)

    accounts.disable(GARETH)
    for email in ("nobody@anyborough.example", email_of(RUTH), email_of(GARETH), email_of(FARAH)):
        counting = Counting()
        with pytest.raises(Refused):
            sign_in(accounts.session, email=email, password="x", passwords=counting, now=accounts.clock())  # noqa: S106 (wrong)
        assert counting.work == 1


def test_the_id_of_a_session_is_never_stored(accounts: Accounts) -> None:
    cookie = accounts.sign_in(RUTH)
    with read_transaction(accounts.session):
        assert accounts.session.scalars(select(SignIn.id_hash)).all() == [cookie_hash(cookie)]
    assert cookie_hash(cookie) != cookie
    assert len(cookie) == 43  # 32 random bytes


def test_each_session_has_an_id_of_its_own_and_ends_the_one_it_replaces(accounts: Accounts) -> None:
    first, second = accounts.sign_in(RUTH), accounts.sign_in(RUTH)
    assert first != second
    third = accounts.sign_in(RUTH, replaces=first)
    assert [accounts.who(one) is not None for one in (first, second, third)] == [False, True, True]


def test_a_session_that_ended_by_hand_is_nobodys(world: World, accounts: Accounts) -> None:
    cookie = accounts.sign_in(RUTH)
    sign_out(accounts.session, actor=world.actor(RUTH), cookie=cookie, now=accounts.clock())
    assert accounts.who(cookie) is None


@pytest.mark.parametrize("cookie", ["", "x", "\x00", "é" * 1000, "\ud800"])
def test_an_id_that_no_session_has_is_nobodys(accounts: Accounts, cookie: str) -> None:
    assert accounts.who(cookie) is None


def test_a_session_ends_after_30_minutes_without_a_request(accounts: Accounts) -> None:
    cookie = accounts.sign_in(RUTH)
    accounts.clock.move(minutes=29, seconds=59)
    assert accounts.who(cookie) is not None
    accounts.clock.move(seconds=1)
    assert accounts.who(cookie) is None


def test_a_session_in_use_ends_after_12_hours(accounts: Accounts) -> None:
    cookie = accounts.sign_in(RUTH)
    for _ in range(12 * 3 - 1):
        accounts.clock.move(minutes=20)
        mark_seen(accounts.session, cookie=cookie, on_sheet=False, now=accounts.clock())
    accounts.clock.move(minutes=19, seconds=59)
    assert accounts.who(cookie) is not None
    accounts.clock.move(seconds=1)
    assert accounts.who(cookie) is None


def test_an_open_score_sheet_does_not_idle_out_but_12_hours_hold(accounts: Accounts) -> None:
    cookie = accounts.sign_in(GARETH)
    mark_seen(accounts.session, cookie=cookie, on_sheet=True, now=accounts.clock())
    accounts.clock.move(hours=11, minutes=59)
    assert accounts.who(cookie, on_sheet=True) is not None
    accounts.clock.move(minutes=1)
    assert accounts.who(cookie, on_sheet=True) is None


def test_leaving_the_sheet_brings_the_30_minutes_back(accounts: Accounts) -> None:
    cookie = accounts.sign_in(GARETH)
    mark_seen(accounts.session, cookie=cookie, on_sheet=True, now=accounts.clock())
    mark_seen(accounts.session, cookie=cookie, on_sheet=False, now=accounts.clock.move(minutes=40))
    accounts.clock.move(minutes=30)
    assert accounts.who(cookie) is None


def test_last_seen_is_due_once_a_minute_and_when_a_sheet_is_opened_or_left(accounts: Accounts) -> None:
    cookie = accounts.sign_in(RUTH)

    def due(*, on_sheet: bool = False) -> bool:
        found = signed_in(accounts.session, cookie=cookie, on_sheet=on_sheet, now=accounts.clock())
        return found is not None and found.due

    assert (due(), due(on_sheet=True)) == (False, True)
    accounts.clock.move(seconds=59)
    assert due() is False
    accounts.clock.move(seconds=1)
    assert due() is True
    mark_seen(accounts.session, cookie=cookie, on_sheet=True, now=accounts.clock())
    # Left open beside another page's tab for a day, a session that counts as a sheet's would not idle out.
    assert (due(), due(on_sheet=True)) == (True, False)


def test_an_account_that_is_disabled_is_nobody_at_once(accounts: Accounts) -> None:
    cookie = accounts.sign_in(RUTH)
    accounts.disable(RUTH)
    assert accounts.who(cookie) is None


def test_a_role_given_or_taken_holds_at_the_next_request(world: World, accounts: Accounts) -> None:
    cookie = accounts.sign_in(GARETH)
    world.grant(GARETH, Role.MEMBER)
    actor = accounts.who(cookie)
    assert actor is not None
    assert actor.grants == {Granted(Role.MEMBER, world.vacancy)}


def test_ten_failures_in_15_minutes_are_answered_and_then_no_password_is(accounts: Accounts) -> None:
    for _ in range(10):
        assert refusal(accounts, email_of(RUTH), ANOTHER) == WRONG
        accounts.clock.move(minutes=1)
    wait = "Too many tries. Wait 5 minutes, then try again"
    assert refusal(accounts, email_of(RUTH), ANOTHER) == wait
    assert refusal(accounts, email_of(RUTH).upper(), PASSWORD) == wait
    assert accounts.who(accounts.sign_in(GARETH)) is not None


def test_the_owner_is_let_in_again_by_waiting(accounts: Accounts) -> None:
    for _ in range(10):
        refusal(accounts, email_of(RUTH), ANOTHER)
    for _ in range(30):  # tries that are not answered do not make the wait longer
        refusal(accounts, email_of(RUTH), ANOTHER)
    accounts.clock.move(minutes=15)
    assert accounts.who(accounts.sign_in(RUTH)) is not None


def test_an_unknown_address_is_held_up_in_the_same_words(accounts: Accounts) -> None:
    said = [refusal(accounts, "nobody@anyborough.example", ANOTHER) for _ in range(11)]
    assert said == [WRONG] * 10 + ["Too many tries. Wait 15 minutes, then try again"]


def test_signing_in_forgets_the_failures_before_it(accounts: Accounts) -> None:
    for _ in range(9):
        refusal(accounts, email_of(RUTH), ANOTHER)
    accounts.sign_in(RUTH)
    assert refusal(accounts, email_of(RUTH), ANOTHER) == WRONG


def test_failures_are_kept_without_the_address_and_forgotten_when_they_no_longer_count(
    accounts: Accounts,
) -> None:
    refusal(accounts, email_of(RUTH), ANOTHER)
    refusal(accounts, email_of(GARETH), ANOTHER)
    accounts.clock.move(minutes=15)
    refusal(accounts, "nobody@anyborough.example", ANOTHER)
    with read_transaction(accounts.session):
        ((at, subject),) = accounts.session.execute(
            select(FailedAttempt.at, FailedAttempt.subject_hash)
        ).all()
    assert (at, "nobody" in subject, len(subject)) == (accounts.clock(), False, 64)


def test_tries_at_the_same_moment_are_answered_ten_times_in_all(accounts: Accounts, database: Engine) -> None:
    now = accounts.clock()

    def guess(_: int) -> str:
        with Session(database) as session, pytest.raises(Refused) as caught:
            sign_in(session, email=email_of(RUTH), password=ANOTHER, passwords=PASSWORDS, now=now)
        return str(caught.value)

    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(guess, range(24)))
    assert (said.count(WRONG), len(set(said))) == (10, 2)


def test_sessions_that_are_over_are_swept_up_when_somebody_signs_in(accounts: Accounts) -> None:
    accounts.sign_in(RUTH)
    kept = accounts.sign_in(GARETH)
    accounts.clock.move(minutes=10)
    mark_seen(accounts.session, cookie=kept, on_sheet=False, now=accounts.clock())
    accounts.clock.move(minutes=25)
    accounts.sign_in(MOIRA)
    assert [accounts.open_sessions(name) for name in (RUTH, GARETH, MOIRA)] == [0, 1, 1]


def test_signing_in_and_out_is_on_the_record(world: World, accounts: Accounts) -> None:
    cookie = accounts.sign_in(RUTH)
    accounts.clock.move(minutes=1)
    sign_out(accounts.session, actor=world.actor(RUTH), cookie=cookie, now=accounts.clock())
    with read_transaction(accounts.session):
        events = accounts.session.scalars(select(AuditEvent).order_by(AuditEvent.number)).all()
        kept = [(one.action, one.actor, one.account_id, one.detail, one.at) for one in events]
    now = accounts.clock()
    assert kept == [
        ("signed in", RUTH, id_of(RUTH), "", now - timedelta(minutes=1)),
        ("signed out", RUTH, id_of(RUTH), "", now),
    ]
