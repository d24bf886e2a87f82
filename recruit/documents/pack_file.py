"""Packs as JSON files, and back, with their hash checked."""

from __future__ import annotations

import json
from typing import Any

import cattrs

from recruit.documents.json_file import read_json
from recruit.domain.consistency import inconsistencies
from recruit.domain.errors import DataFaults, Fault
from recruit.domain.pack import Pack, content_hash

_CONVERTER = cattrs.Converter()


def write_pack(pack: Pack) -> bytes:
    """Return a pack as JSON, its hash included; the same pack gives the same bytes."""
    content = pack.content() | {"hash": pack.hash}
    text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)
    return f"{text}\n".encode()


def read_pack(raw: bytes, *, source: str) -> Pack:
    """Return the pack of a JSON file.

    Raises ``DataFaults`` for broken JSON, a departure from the schema, a content that does
    not match its hash, or parts that contradict each other. The hash finds accidents; who
    means to alter a pack can recompute it, so a report prints it to be compared.
    """
    value: Any = read_json(raw, source=source, schema="pack")
    if content_hash(value) != value["hash"]:
        message = "the pack was altered after it was made: its content does not match its hash"
        raise DataFaults(
            [Fault(source, 0, message, "use the file as it was written, or make the pack again")]
        )
    pack: Pack = _CONVERTER.structure(value, Pack)
    if found := list(inconsistencies(pack)):
        raise DataFaults(Fault(source, 0, message, "make the pack again") for message in found)
    return pack
