"""E-mails through a mail server: what arrives there, and that nobody waits for it."""

from __future__ import annotations

import dataclasses
import socketserver
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from recruit.app import create_app
from recruit.services.accounts import forgotten_password
from recruit.services.outbox import Message
from recruit.settings import Settings
from recruit.web.accounts.mail import deliver_soon, sender
from recruit.web.toolkit import db_session
from tests.cast import full_bank
from tests.clock import Clock
from tests.people import MOIRA, RUTH, email_of
from tests.services.accounts_in_use import Accounts
from tests.world import World

LETTER = Message(
    "0" * 16,
    "tom.okafor@anyborough.example",
    "Zoë’s invitation",
    "Dear Zoë,\n\n.a line that begins with a dot\n",
    datetime(2027, 1, 14, 10, tzinfo=UTC),
)


class MailServer(socketserver.ThreadingTCPServer):
    """A mail server in one class: takes what it is given, and keeps it."""

    daemon_threads = True

    def __init__(self) -> None:
        self.received: list[tuple[str, bytes]] = []
        super().__init__(("127.0.0.1", 0), Conversation)

    @property
    def address(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class Conversation(socketserver.StreamRequestHandler):
    """What is said to one who sends."""

    server: MailServer

    def handle(self) -> None:
        self._say("220 ready")
        to = ""
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"RCPT":
                to = line.decode().split("<")[1].split(">")[0]
            if verb == b"DATA":
                self._say("354 go on")
                self.server.received.append((to, b"".join(self._lines())))
            self._say("221 bye" if verb == b"QUIT" else "250 ok")
            if verb == b"QUIT":
                return

    def _lines(self) -> Iterator[bytes]:
        while (line := self.rfile.readline()) != b".\r\n":
            yield line.removeprefix(b".")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as found:
        thread = threading.Thread(target=found.serve_forever)
        thread.start()
        yield found
        found.shutdown()
        thread.join()


def with_server(settings: Settings, address: str) -> Settings:
    return dataclasses.replace(settings, mail_server=address, mail_sender="panels@anyborough.example")


def test_an_e_mail_arrives_as_it_was_written(settings: Settings, server: MailServer) -> None:
    sender(with_server(settings, server.address))(LETTER)
    ((to, raw),) = server.received
    email = message_from_bytes(raw, policy=policy.default)
    assert isinstance(email, EmailMessage)
    assert (to, email["To"], email["From"]) == (LETTER.to, LETTER.to, "panels@anyborough.example")
    assert email["Subject"] == LETTER.subject
    assert str(email.get_content()).splitlines() == LETTER.body.splitlines()
    assert raw.isascii()  # so that it passes servers that know nothing else


def test_a_server_that_does_not_answer_is_an_error_that_lets_the_letter_wait(settings: Settings) -> None:
    with MailServer() as gone:
        address = gone.address
    with pytest.raises(OSError, match="refused"):
        sender(with_server(settings, address))(LETTER)


def test_a_letter_leaves_beside_the_request(
    settings: Settings, server: MailServer, world: World, clock: Clock
) -> None:
    app = create_app(
        with_server(settings, server.address), clock=clock, bank=full_bank(), config={"TESTING": True}
    )
    Accounts(world.session, clock).give_password(RUTH)
    with app.test_request_context():
        forgotten_password(db_session(), email=email_of(RUTH), now=clock())
        deliver_soon()
    for thread in threading.enumerate():
        if thread.name == "outbox":
            thread.join(10)
    assert [to for to, _ in server.received] == [email_of(RUTH)]
    assert Accounts(world.session, clock).letters(RUTH) == [""]
    assert Accounts(world.session, clock).letters(MOIRA) == []
