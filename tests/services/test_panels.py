"""The panel of a round: who comes, who chairs, who stands down, and until when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from recruit.db.tables import Account, Grant, OutboxMessage
from recruit.db.transactions import read_transaction, write_transaction
from recruit.domain.errors import NotNow, NotThere, Refused
from recruit.domain.people import Role
from recruit.services import panels
from recruit.services.panels import Joining, PanelInView
from tests.db.queries import counted_queries
from tests.people import (
    CANDIDATES,
    FARAH,
    GARETH,
    MOIRA,
    NADIA,
    OUTSIDER,
    PANEL,
    RUTH,
    SIAN,
    STRANGER,
    email_of,
    id_of,
)
from tests.services.events import actions, details
from tests.services.parallel import at_once
from tests.world import World

NEW, NEW_EMAIL = "Zofia Wiśniewska", "zofia@anyborough.example"


def show(world: World, who: str = RUTH) -> PanelInView:
    return panels.panel_in_view(world.session, actor=world.actor(who), round_id=world.round)


def invite(world: World, name: str, email: str = "", who: str = RUTH, **part: bool) -> None:
    panels.invite_member(
        world.session,
        actor=world.actor(who),
        round_id=world.round,
        name=name,
        email=email or email_of(name),
        now=world.clock(),
        **{"chairs": False, "scores": True} | part,
    )


def join(world: World, **part: bool) -> None:
    panels.join_panel(
        world.session,
        actor=world.actor(RUTH),
        round_id=world.round,
        now=world.clock(),
        **{"chairs": False, "scores": True} | part,
    )


def act(world: World, verb: Callable[..., str], name: str, who: str = RUTH, **more: Any) -> str:
    """Do something to a member's seat, and return what the verb returns."""
    member = world.member(name)
    return verb(
        world.session,
        actor=world.actor(who),
        round_id=world.round,
        member_id=member,
        now=world.clock(),
        **more,
    )


def stand_down(world: World, name: str, reason: str = "Knows a candidate.") -> str:
    return act(world, panels.stand_down, name, reason=reason)


def names(world: World) -> list[str]:
    return [seat.name for seat in show(world).seats]


def chairs(world: World) -> list[str]:
    return [seat.name for seat in show(world).seats if seat.is_chair]


def seat_of(world: World, name: str) -> panels.SeatInView:
    return show(world).seat(world.member(name))


def letters(world: World) -> list[tuple[str, str]]:
    """Return to whom the letters in the outbox go, and what they say."""
    with read_transaction(world.session):
        rows = world.session.scalars(select(OutboxMessage).order_by(OutboxMessage.created_at))
        return [(row.to_address, f"{row.subject}\n{row.body}") for row in rows]


def is_member(world: World, name: str) -> bool:
    return world.vacancy in world.actor(name).vacancies(Role.MEMBER)


def test_the_first_member_chairs_and_a_later_chair_takes_it_over(world: World) -> None:
    invite(world, FARAH)
    assert chairs(world) == [FARAH]
    invite(world, NADIA)
    assert chairs(world) == [FARAH]
    invite(world, GARETH, chairs=True)
    assert (names(world), chairs(world)) == ([FARAH, NADIA, GARETH], [GARETH])
    assert actions(world).count("member invited") == 3


def test_an_invited_member_has_the_role_and_a_letter_that_names_no_candidate(world: World) -> None:
    world.add_candidates(*CANDIDATES)
    invite(world, NEW, NEW_EMAIL, scores=False)
    seat = show(world).seats[0]
    assert (seat.email, seat.scores, seat.joining) == (NEW_EMAIL, False, Joining.INVITED)
    [(address, letter)] = letters(world)
    assert (address, "Team manager" in letter) == (NEW_EMAIL, True)
    assert [name for name in CANDIDATES if name in letter] == []


def test_a_member_with_a_password_has_joined(world: World) -> None:
    invite(world, FARAH)
    assert (show(world).seats[0].joining, is_member(world, FARAH)) == (Joining.JOINED, True)


def test_a_member_whose_account_is_disabled_is_shown_so(world: World) -> None:
    invite(world, FARAH)
    with write_transaction(world.session):
        world.session.execute(update(Account).where(Account.id == id_of(FARAH)).values(active=False))
    assert show(world).seats[0].joining is Joining.DISABLED


@pytest.mark.parametrize(
    ("name", "email", "field"),
    [
        ("Another Name", email_of(FARAH), "email"),
        ("Another Name", email_of(FARAH).upper(), "email"),
        (FARAH, NEW_EMAIL, "name"),
        ("farah\u00a0 SIDDIQUI", NEW_EMAIL, "name"),
        ("Another Name", "no address", "email"),
        (" ", NEW_EMAIL, "name"),
    ],
)
def test_who_is_on_the_panel_and_who_cannot_be_told_apart_is_refused(
    world: World, name: str, email: str, field: str
) -> None:
    invite(world, FARAH)
    sent = len(letters(world))
    with pytest.raises(Refused) as caught:
        invite(world, name, email)
    assert (caught.value.field, names(world), len(letters(world))) == (field, [FARAH], sent)


def test_an_invitation_sent_twenty_times_at_once_seats_one_and_writes_once(
    world: World, database: Engine
) -> None:
    actor, now = world.actor(RUTH), world.clock()

    def send(session: Session) -> None:
        panels.invite_member(
            session,
            actor=actor,
            round_id=world.round,
            name=NEW,
            email=NEW_EMAIL,
            chairs=False,
            scores=True,
            now=now,
        )

    assert at_once(database, send) == [f"{NEW} is on this panel already, under this address"] * 19
    assert (names(world), len(letters(world))) == ([NEW], 1)
    assert actions(world) == ["person invited", "member invited"]


def test_the_manager_may_take_a_seat_once(world: World) -> None:
    assert show(world).seated is False
    join(world)
    assert (names(world), chairs(world), show(world).seated) == ([RUTH], [RUTH], True)
    assert is_member(world, RUTH)
    with pytest.raises(Refused):
        join(world)
    assert names(world) == [RUTH]


@pytest.mark.parametrize("who", [MOIRA, GARETH, OUTSIDER, STRANGER])
def test_only_the_vacancys_manager_changes_the_panel(world: World, who: str) -> None:
    world.ready()
    with pytest.raises(NotThere):
        invite(world, NEW, NEW_EMAIL, who=who)
    for verb in (panels.name_chair, panels.remove_member, panels.invite_member_again):
        with pytest.raises(NotThere):
            act(world, verb, FARAH, who=who)
    with pytest.raises(NotThere):
        act(world, panels.stand_down, FARAH, who=who, reason="None.")
    assert (names(world), actions(world)) == (list(PANEL), [])


def test_hr_reads_the_panel_and_members_do_not(world: World) -> None:
    world.ready()
    assert [seat.name for seat in show(world, MOIRA).seats] == list(PANEL)
    assert (show(world, MOIRA).may_prepare, show(world, MOIRA).may_change) == (False, False)
    with pytest.raises(NotThere):
        show(world, GARETH)


def test_a_seat_of_another_round_is_not_there(world: World) -> None:
    world.ready()
    another = world.another(manager=RUTH)
    another.seat(FARAH)
    theirs = another.member(FARAH)
    for verb in (panels.name_chair, panels.remove_member, panels.invite_member_again):
        with pytest.raises(NotThere):
            verb(
                world.session,
                actor=world.actor(RUTH),
                round_id=world.round,
                member_id=theirs,
                now=world.clock(),
            )


def test_there_is_one_chair_at_all_times(world: World) -> None:
    world.ready()
    assert act(world, panels.name_chair, NADIA) == NADIA
    act(world, panels.name_chair, NADIA)
    assert chairs(world) == [NADIA]
    assert (actions(world), details(world)) == (["panel changed after issue"], [{"change": "chair named"}])


def test_another_chair_may_be_named_after_the_release(world: World) -> None:
    world.released()
    act(world, panels.name_chair, NADIA)
    assert chairs(world) == [NADIA]


def test_a_member_leaves_no_trace_before_anybody_has_scored(world: World) -> None:
    world.ready()
    assert act(world, panels.remove_member, FARAH) == FARAH
    assert (names(world), is_member(world, FARAH)) == ([GARETH, NADIA], False)


def test_a_member_keeps_the_role_while_another_round_seats_them(world: World) -> None:
    world.seat(FARAH)
    second = world.add_round(name="Second stage")
    panels.invite_member(
        world.session,
        actor=world.actor(RUTH),
        round_id=second,
        name=FARAH,
        email=email_of(FARAH),
        chairs=False,
        scores=True,
        now=world.clock(),
    )
    act(world, panels.remove_member, FARAH)
    assert is_member(world, FARAH)


def test_the_chair_is_removed_only_alone(world: World) -> None:
    world.seat(GARETH, FARAH, chair=GARETH)
    with pytest.raises(NotNow):
        act(world, panels.remove_member, GARETH)
    act(world, panels.remove_member, FARAH)
    act(world, panels.remove_member, GARETH)
    assert names(world) == []


def test_nobody_is_removed_once_anybody_has_scored(world: World) -> None:
    world.ready().score(NADIA, SIAN)
    for name in (FARAH, NADIA):
        with pytest.raises(NotNow) as caught:
            act(world, panels.remove_member, name)
        # In the same words for who has written and who has not.
        assert str(caught.value) == (
            "scoring has begun, so nobody is removed; stand them down instead, with a reason"
        )
    assert (names(world), show(world).may_remove) == (list(PANEL), False)


def test_a_member_stands_down_with_a_reason_and_keeps_the_seat_as_it_was_first(world: World) -> None:
    world.ready().score(FARAH, SIAN)
    assert stand_down(world, FARAH) == FARAH
    world.clock.move(minutes=5)
    stand_down(world, FARAH, "Another reason.")
    seat = seat_of(world, FARAH)
    assert seat.stood_down_reason == "Knows a candidate."
    assert [world.clock().minute, seat.stood_down_at and seat.stood_down_at.minute] == [5, 0]
    assert details(world) == [{"change": "member stood down"}]


def test_standing_down_needs_a_reason(world: World) -> None:
    world.ready()
    with pytest.raises(Refused) as caught:
        stand_down(world, FARAH, " \n")
    assert (caught.value.field, seat_of(world, FARAH).stood_down_at) == ("reason", None)


def test_the_chair_stands_down_only_when_another_is_named(world: World) -> None:
    world.ready()
    with pytest.raises(NotNow):
        stand_down(world, GARETH)
    act(world, panels.name_chair, NADIA)
    stand_down(world, GARETH)
    with pytest.raises(NotNow):
        act(world, panels.name_chair, GARETH)
    assert chairs(world) == [NADIA]


def test_who_stood_down_keeps_the_seat_even_before_anybody_has_scored(world: World) -> None:
    """Else a manager could take their own seat away, and with it the conflict that shuts their eyes."""
    world.ready()
    stand_down(world, FARAH)
    with pytest.raises(NotNow) as caught:
        act(world, panels.remove_member, FARAH)
    assert str(caught.value) == f"{FARAH} is stood down for good, so the seat stays in the record"
    assert names(world) == list(PANEL)


def test_who_stood_down_is_not_invited_again(world: World) -> None:
    world.ready()
    stand_down(world, FARAH)
    with pytest.raises(Refused) as caught:
        invite(world, "Farah S", email_of(FARAH))
    assert str(caught.value) == f"{FARAH} is on this panel already, stood down, under this address"


def test_once_moderation_is_open_nobody_comes_or_goes(world: World) -> None:
    world.released()
    attempts: list[Callable[[], object]] = [
        lambda: invite(world, NEW, NEW_EMAIL),
        lambda: join(world),
        lambda: stand_down(world, FARAH),
        lambda: act(world, panels.remove_member, FARAH),
    ]
    for attempt in attempts:
        with pytest.raises(NotNow):
            attempt()
    assert (names(world), show(world).may_change, letters(world)) == (list(PANEL), False, [])


def test_an_invitation_is_sent_again_until_it_is_taken_up(world: World) -> None:
    invite(world, NEW, NEW_EMAIL)
    seat = show(world).seats[0]
    panels.invite_member_again(
        world.session,
        actor=world.actor(RUTH),
        round_id=world.round,
        member_id=seat.id,
        now=world.clock.move(minutes=1),
    )
    first, second = letters(world)
    assert (first[0], second[0], first[1] != second[1]) == (NEW_EMAIL, NEW_EMAIL, True)
    world.seat(FARAH)
    with pytest.raises(NotNow):
        act(world, panels.invite_member_again, FARAH)


def test_inviting_again_twenty_times_at_once_sends_and_records_it_once(
    world: World, database: Engine
) -> None:
    invite(world, NEW, NEW_EMAIL)
    actor, seat, now = world.actor(RUTH), show(world).seats[0].id, world.clock.move(minutes=1)

    def send(session: Session) -> None:
        panels.invite_member_again(session, actor=actor, round_id=world.round, member_id=seat, now=now)

    assert (at_once(database, send), len(letters(world))) == ([], 2)
    assert actions(world).count("member invited again") == 1


def test_changes_after_the_issue_are_named_as_such(world: World) -> None:
    invite(world, FARAH)
    world.issue()
    invite(world, NADIA)
    kept = [action for action in actions(world) if action != "person invited"]
    assert kept == ["member invited", "panel changed after issue"]


def test_the_manager_who_leaves_the_panel_still_runs_the_vacancy(world: World) -> None:
    join(world)
    act(world, panels.remove_member, RUTH)
    assert (world.actor(RUTH).runs(world.vacancy), is_member(world, RUTH)) == (True, False)
    with read_transaction(world.session):
        grants = select(Grant.role).where(Grant.account_id == id_of(RUTH), Grant.vacancy_id == world.vacancy)
        assert list(world.session.scalars(grants)) == [Role.MANAGER]


def test_a_panel_costs_the_same_with_thirty_members(world: World, database: Engine) -> None:
    invite(world, FARAH)
    actor = world.actor(RUTH)
    with counted_queries(database) as one:
        panels.panel_in_view(world.session, actor=actor, round_id=world.round)
    for number in range(29):
        invite(
            world, f"Member {'abcdefghijklmnopqrstuvwxyzäöü'[number]}", f"member{number}@anyborough.example"
        )
    with counted_queries(database) as thirty:
        view = panels.panel_in_view(world.session, actor=actor, round_id=world.round)
    assert (len(view.seats), len(thirty)) == (30, len(one))
