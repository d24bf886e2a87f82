"""Refuses a Word file that could harm the machine that opens it, before any of it is parsed.

The sizes come first, from the zip directory alone, then the bytes under those sizes, then
each part (``parts``). Nothing here trusts a size, a name or a type that the file declares.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from recruit.domain.errors import RecruitError

MOST_BYTES = 10 * 1024 * 1024
"""Size of a template file; ours are below 40 KB, one with a photograph below 5 MB."""
MOST_ENTRIES = 300
"""Parts in a file; a long Word template has 30."""
MOST_UNPACKED = 40 * 1024 * 1024
"""Bytes of all parts together, unpacked."""
MOST_RATIO = 120
"""Times a part may grow when it is unpacked; styles grow 12 times."""
RATIO_FROM = 64 * 1024
"""Parts smaller than this, unpacked, may have any ratio."""
MOST_DIRECTORY = 64 * 1024
"""Bytes of the list of parts at the end of the file."""

_END = struct.Struct("<4s4H2LH")
_NAME = re.compile(r"[A-Za-z0-9_\-.\[\]()+ ]+(/[A-Za-z0-9_\-.()+ ]+)*")
_ENCRYPTED = 0x1
_RESAVE = "open it in Word and save it again as a Word document (.docx)"


class TemplateRefused(RecruitError):
    """A Word template that cannot be used.

    ``problem`` says what is wrong, ``remedy`` what the author can change in Word,
    ``template`` is the name of the file as the user knows it.
    """

    def __init__(self, problem: str, *, remedy: str, template: str = "the template") -> None:
        self.problem = problem
        self.remedy = remedy
        self.template = template
        super().__init__(f"{template}: {problem}; {remedy}")

    def of(self, template: str) -> TemplateRefused:
        """Return the same refusal, naming ``template``."""
        return TemplateRefused(self.problem, remedy=self.remedy, template=template)


def open_package(source: bytes) -> Mapping[str, bytes]:
    """Return the parts of a Word file by name, in the order of the file, unpacked.

    Raises ``TemplateRefused`` for anything but a plain zip within the limits above whose
    names are simple and distinct (also to a reader that ignores case).
    """
    _check_directory(source)
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            _check_names([entry.filename for entry in entries])
            _check_sizes(entries)
            return {entry.filename: _unpack(package, entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, struct.error) as error:
        raise TemplateRefused("the file is damaged or is no Word document", remedy=_RESAVE) from error


def _check_directory(source: bytes) -> None:
    if len(source) > MOST_BYTES:
        raise _too_large(f"it is larger than {MOST_BYTES // 1024**2} MB")
    at = source.rfind(b"PK\x05\x06")
    if not source.startswith(b"PK\x03\x04") or not 0 <= at <= len(source) - _END.size:
        raise TemplateRefused("it is no Word document (.docx)", remedy=_RESAVE)
    _, _, _, _, entries, directory, _, comment = _END.unpack_from(source, at)
    if at + _END.size + comment != len(source):
        raise TemplateRefused("something is attached to its end", remedy=_RESAVE)
    if entries > MOST_ENTRIES or directory > MOST_DIRECTORY:
        raise _too_large(f"it has more than {MOST_ENTRIES} parts")


def _check_names(names: list[str]) -> None:
    if len(names) > MOST_ENTRIES:
        raise _too_large(f"it has more than {MOST_ENTRIES} parts")
    if len({name.lower() for name in names}) != len(names):
        raise TemplateRefused("two parts of it have the same name", remedy=_RESAVE)
    for name in names:
        if not _NAME.fullmatch(name) or any(not piece.strip(". ") for piece in name.split("/")):
            raise TemplateRefused(f"the name of its part {name[:80]!r} is not allowed", remedy=_RESAVE)


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise _too_large(f"it unpacks to more than {MOST_UNPACKED // 1024**2} MB")
    for entry in entries:
        if entry.file_size > RATIO_FROM and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            raise _too_large(f"its part {entry.filename} unpacks to more than {MOST_RATIO} times its size")
        if entry.flag_bits & _ENCRYPTED:
            raise TemplateRefused("it is protected by a password", remedy="save it without a password")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise TemplateRefused("it is packed in a way that Word does not use", remedy=_RESAVE)


def _unpack(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Unpack one byte more than declared at most, so that a lying size cannot fill the memory."""
    with package.open(entry) as stream:
        blob = stream.read(entry.file_size + 1)
    if len(blob) != entry.file_size:
        raise zipfile.BadZipFile(f"{entry.filename} has another size than it declares")
    return blob


def _too_large(problem: str) -> TemplateRefused:
    return TemplateRefused(problem, remedy="take out large pictures and embedded files")


def relationship_parts(package: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield each relationship part with the part that it speaks for ("" for the file itself)."""
    for name in package:
        folder, _, leaf = name.rpartition("/")
        if leaf.endswith(".rels") and (folder == "_rels" or folder.endswith("/_rels")):
            home = folder.removesuffix("_rels")
            yield name, home + leaf.removesuffix(".rels")
