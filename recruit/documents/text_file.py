"""Bytes of a file to text."""

from __future__ import annotations

from recruit.domain.errors import DataFaults, Fault


def decode(raw: bytes, *, source: str) -> str:
    """Return UTF-8 bytes as text, without a byte-order mark; raises ``DataFaults`` with the line."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        fault = Fault(source, line, "is not UTF-8 text", "save the file as UTF-8 (in Excel: CSV UTF-8)")
        raise DataFaults([fault]) from None
