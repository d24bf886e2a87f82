"""What HR does with the people of its organisation, and the first account; on both databases."""

from __future__ import annotations

from threading import Thread

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from recruit.db.tables import Account, AuditEvent, Organisation
from recruit.db.transactions import read_transaction, write_transaction
from recruit.domain.errors import NotNow, NotThere, Refused
from recruit.domain.people import Role
from recruit.services.people import (
    AccountState,
    create_hr_account,
    disable,
    enable,
    invite_person,
    people_of,
    person,
)
from recruit.services.sign_ins import open_sign_in
from tests.clock import Clock
from tests.db.queries import counted_queries
from tests.people import FARAH, GARETH, MOIRA, OUTSIDER, PANEL, RUTH, STRANGER, email_of, id_of
from tests.services.accounts_in_use import PASSWORD, Accounts, hashed
from tests.services.parallel import at_once
from tests.world import World

NEW = "tom.okafor@anyborough.example"


@pytest.fixture
def accounts(world: World) -> Accounts:
    return Accounts(world.session, world.clock)


def invite(world: World, *, email: str = NEW, name: str = "Tom Okafor", role: Role = Role.MANAGER) -> None:
    invite_person(
        world.session, actor=world.actor(MOIRA), email=email, name=name, role=role, now=world.clock()
    )


def roles(world: World) -> dict[str, tuple[str, ...]]:
    return {one.name: one.roles for one in people_of(world.session, actor=world.actor(MOIRA))}


def test_hr_sees_everybody_of_the_organisation_by_name_with_their_roles(world: World) -> None:
    world.seat(*PANEL)
    world.grant(GARETH, Role.MANAGER, everywhere=True)
    found = roles(world)
    assert list(found) == [FARAH, GARETH, MOIRA, "Nadia Osei", OUTSIDER, RUTH]
    assert found[MOIRA] == ("HR",)
    assert found[FARAH] == ("Panel member in 1 vacancy",)
    assert found[GARETH] == ("Panel member in 1 vacancy", "Recruiting manager")


def test_nobody_but_hr_sees_or_changes_people(world: World) -> None:
    for name in (RUTH, GARETH):
        actor = world.actor(name)
        with pytest.raises(NotThere):
            people_of(world.session, actor=actor)
        with pytest.raises(NotThere):
            person(world.session, actor=actor, account_id=id_of(FARAH))
        with pytest.raises(NotThere):
            disable(world.session, actor=actor, account_id=id_of(FARAH), now=world.clock())
        with pytest.raises(NotThere):
            enable(world.session, actor=actor, account_id=id_of(FARAH), now=world.clock())
        with pytest.raises(NotThere):
            invite_person(world.session, actor=actor, email=NEW, name="Tom", role=Role.HR, now=world.clock())


def test_another_organisations_people_are_not_there(world: World) -> None:
    for account in (id_of(STRANGER), "0" * 16, ""):
        with pytest.raises(NotThere, match="there is no such person, or they are not yours to see"):
            disable(world.session, actor=world.actor(MOIRA), account_id=account, now=world.clock())


def test_the_list_takes_the_same_queries_for_1_and_30_people(world: World, database: Engine) -> None:
    with counted_queries(database) as few:
        people_of(world.session, actor=world.actor(MOIRA))
    for number in range(29):
        invite(world, email=f"person{number}@anyborough.example", name=f"Person {number}")
    with counted_queries(database) as many:
        people_of(world.session, actor=world.actor(MOIRA))
    assert len(many) == len(few)


def test_a_manager_is_invited_and_not_yet_able_to_sign_in(world: World, accounts: Accounts) -> None:
    invite(world)
    (tom,) = [one for one in people_of(world.session, actor=world.actor(MOIRA)) if one.email == NEW]
    assert (tom.name, tom.roles, tom.state) == ("Tom Okafor", ("Recruiting manager",), AccountState.INVITED)
    assert "You are asked to act as recruiting manager" in accounts.letters_to(NEW)[0]


def test_pressing_invite_twice_makes_one_account_with_one_role(world: World, accounts: Accounts) -> None:
    invite(world)
    first = accounts.code_for(NEW)
    world.clock.move(minutes=1)
    invite(world)
    assert accounts.code_for(NEW) != first
    assert roles(world)["Tom Okafor"] == ("Recruiting manager",)


def test_a_member_is_not_invited_by_hr(world: World) -> None:
    with pytest.raises(Refused) as caught:
        invite(world, role=Role.MEMBER)
    assert (str(caught.value), caught.value.field) == ("Choose recruiting manager or HR", "role")


def test_an_account_is_disabled_with_its_sessions_and_enabled_again(world: World, accounts: Accounts) -> None:
    accounts.give_password(GARETH)
    cookie = accounts.sign_in(GARETH)
    for _ in range(2):  # pressing twice does no harm
        disable(world.session, actor=world.actor(MOIRA), account_id=id_of(GARETH), now=world.clock())
    assert accounts.who(cookie) is None
    with pytest.raises(Refused):
        accounts.sign_in(GARETH)
    enable(world.session, actor=world.actor(MOIRA), account_id=id_of(GARETH), now=world.clock())
    assert accounts.who(cookie) is None  # what ended stays ended
    assert accounts.who(accounts.sign_in(GARETH)) is not None


def test_disabling_waits_for_somebody_who_is_signing_in(
    world: World, accounts: Accounts, database: Engine
) -> None:
    hr, now, refusals = world.actor(MOIRA), world.clock(), list[str]()

    def send(session: Session) -> None:
        disable(session, actor=hr, account_id=id_of(GARETH), now=now)

    sender = Thread(target=lambda: refusals.extend(at_once(database, send, times=1)))
    with Session(database) as other, write_transaction(other):
        account = other.scalar(select(Account).where(Account.id == id_of(GARETH)).with_for_update())
        assert account is not None
        sender.start()
        sender.join(0.5)  # by now it holds what it locks first, and waits for the account
        cookie = open_sign_in(other, account=account, now=now)
    sender.join()
    assert (refusals, accounts.who(cookie)) == ([], None)


def test_enabling_twenty_times_at_once_is_recorded_once(
    world: World, accounts: Accounts, database: Engine
) -> None:
    accounts.disable(GARETH)
    hr, now = world.actor(MOIRA), world.clock()
    at_once(database, lambda session: enable(session, actor=hr, account_id=id_of(GARETH), now=now))
    with read_transaction(world.session):
        enabled = select(func.count()).where(AuditEvent.action == "account enabled")
        assert world.session.scalar(enabled) == 1


def test_the_last_of_hr_is_never_disabled(world: World) -> None:
    with pytest.raises(NotNow, match="Moira Kent is the last of HR who can sign in"):
        disable(world.session, actor=world.actor(MOIRA), account_id=id_of(MOIRA), now=world.clock())
    invite(world, role=Role.HR)  # who has not joined, so cannot yet take over
    with pytest.raises(NotNow, match="wait until they have joined"):
        disable(world.session, actor=world.actor(MOIRA), account_id=id_of(MOIRA), now=world.clock())


def test_one_of_two_in_hr_may_be_disabled(world: World) -> None:
    world.grant(GARETH, Role.HR, everywhere=True)
    disable(world.session, actor=world.actor(MOIRA), account_id=id_of(GARETH), now=world.clock())
    everybody = people_of(world.session, actor=world.actor(MOIRA))
    states = {one.id: one.state for one in everybody if one.id in (id_of(GARETH), id_of(MOIRA))}
    assert states == {id_of(GARETH): AccountState.DISABLED, id_of(MOIRA): AccountState.ACTIVE}
    with pytest.raises(NotNow):
        disable(world.session, actor=world.actor(MOIRA), account_id=id_of(MOIRA), now=world.clock())


# The first account


def create(
    session: Session, clock: Clock, *, password: str | None = None, name: str = "Moira Kent"
) -> str | None:
    made = create_hr_account(
        session,
        organisation="Anyborough Council (invented)",
        email=email_of(MOIRA).upper(),
        name=name,
        password_hash=hashed(password) if password else None,
        now=clock(),
    )
    return made.code


def counts(session: Session) -> tuple[int | None, int | None]:
    with read_transaction(session):
        organisations = session.scalar(select(func.count()).select_from(Organisation))
        return organisations, session.scalar(select(func.count()).select_from(Account))


def test_the_first_account_brings_its_organisation_and_a_code(session: Session, clock: Clock) -> None:
    code = create(session, clock)
    assert code is not None
    assert counts(session) == (1, 1)


def test_the_first_account_may_have_a_password_at_once(session: Session, clock: Clock) -> None:
    assert create(session, clock, password=PASSWORD) is None
    actor = Accounts(session, clock).who(Accounts(session, clock).sign_in(MOIRA))
    assert actor is not None
    assert (actor.is_hr(), actor.opens_vacancies()) == (True, False)


def test_making_it_again_mends_it_and_ends_its_sessions(session: Session, clock: Clock) -> None:
    accounts = Accounts(session, clock)
    create(session, clock, password=PASSWORD)
    cookie = accounts.sign_in(MOIRA)
    assert create(session, clock, name="Moira Kent-Lee") is not None
    assert counts(session) == (1, 1)
    assert accounts.who(cookie) is None
    with pytest.raises(Refused):
        accounts.sign_in(MOIRA)
