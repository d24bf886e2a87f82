"""Writes a zip whose bytes depend on its content alone: no clock, no system, one order.

``zipfile`` spends longer on each entry than on a small entry's data, and packs what never
changes again for every document. Here a part is packed once and copied from then on.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _DEFLATED = 20, 8
_MIDNIGHT, _FIRST_OF_1980 = 0, 0x21


@dataclass(frozen=True, slots=True)
class PackedPart:
    """A part as the zip holds it: ``data`` is deflated, ``size`` counts the bytes before."""

    name: bytes
    checksum: int
    size: int
    data: bytes


def pack(name: str, blob: bytes, *, level: int) -> PackedPart:
    """Return a part, deflated at ``level`` (1 to 9). Its name is plain ASCII."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = packer.compress(blob) + packer.flush()
    return PackedPart(name.encode("ascii"), zlib.crc32(blob), len(blob), data)


def archive(parts: Iterable[PackedPart]) -> bytes:
    """Return a zip of ``parts`` in their order, each dated 1 January 1980."""
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for part in parts:
        sizes = (part.checksum, len(part.data), part.size, len(part.name), 0)
        when = (0, _DEFLATED, _MIDNIGHT, _FIRST_OF_1980)
        body += (_LOCAL.pack(b"PK\x03\x04", _VERSION, *when, *sizes), part.name, part.data)
        directory += (
            _CENTRAL.pack(b"PK\x01\x02", _VERSION, _VERSION, *when, *sizes, 0, 0, 0, 0, offset),
            part.name,
        )
        offset += _LOCAL.size + len(part.name) + len(part.data)
    listing = b"".join(directory)
    count = len(directory) // 2
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(listing), offset, 0)
    return b"".join((*body, listing, end))
