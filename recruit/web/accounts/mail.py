"""Sends what waits in the outbox: through a mail server, or as files while there is none."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from functools import partial
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from recruit.services.outbox import Message, deliver
from recruit.settings import Settings
from recruit.web.toolkit import database, now, toolkit

_PATIENCE = 20
"""Seconds that a mail server may take to answer."""

_PORTS = {"smtp": 587, "smtps": 465}
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
"""A relay here is reached without leaving the machine, and has no certificate."""


def deliver_soon() -> None:
    """Send what waits in the outbox. Views call it once their write is done.

    A mail server is talked to beside the request, so that nobody waits for it, and nobody
    learns from the time taken whether there was anything to send.
    """
    settings = toolkit().settings
    work = partial(_deliver, database.engine, settings=settings, moment=now())
    if settings.mail_server:
        Thread(target=work, name="outbox").start()
    else:
        work()


def _deliver(engine: Engine, *, settings: Settings, moment: datetime) -> None:
    with Session(engine) as session:
        deliver(session, send=sender(settings), address=settings.address, now=moment)


def sender(settings: Settings) -> Callable[[Message], None]:
    """Return what sends one e-mail as the settings say. It raises ``OSError`` where it cannot."""
    if settings.mail_server:
        return partial(_send_by_server, settings=settings, server=settings.mail_server)
    return partial(_write_file, folder=settings.data_folder / "outbox", sender=settings.mail_sender)


def _write_file(message: Message, *, folder: Path, sender: str) -> None:
    """Write an e-mail as a file that a person can read and a mail program can open."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{message.written_at:%Y%m%d-%H%M%S}-{message.id}.eml"
    content = _as_email(message, sender=sender, encoding="8bit").as_bytes(policy=SMTPUTF8.clone(linesep="\n"))
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _send_by_server(message: Message, *, settings: Settings, server: str) -> None:
    parts = urlsplit(server)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    with _connect(parts.scheme, host, port) as connection:
        if parts.username:
            connection.login(parts.username, settings.mail_password or "")
        email = _as_email(message, sender=settings.mail_sender, encoding="quoted-printable")
        connection.send_message(email)


def _connect(scheme: str, host: str, port: int) -> smtplib.SMTP:
    """Return a connection that nobody can read, to a server that has shown who it is."""
    trust = ssl.create_default_context()
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=_PATIENCE, context=trust)
    connection = smtplib.SMTP(host, port, timeout=_PATIENCE)
    if host not in _THIS_MACHINE:
        connection.starttls(context=trust)
    return connection


def _as_email(message: Message, *, sender: str, encoding: str) -> EmailMessage:
    email = EmailMessage(policy=SMTP)
    email["From"], email["To"], email["Subject"] = sender, message.to, message.subject
    email["Date"] = message.written_at
    email.set_content(message.body, cte=encoding)
    return email
