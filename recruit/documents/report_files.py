"""Reports as files: one candidate's, and those of a whole round in one zip."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from recruit.documents.file_names import report_name
from recruit.documents.report_word import candidate_report, template_version
from recruit.domain.report_view import report_view
from recruit.domain.scored_round import ScoredRound, results_of

CONTENTS = "contents.txt"
_NO_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip can hold: the same reports always make the same bytes."""
_PLAIN_FILE = 0o100644 << 16
_UNIX = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLayout:
    """What all reports of a council share: its name, the protective marking, the Word template."""

    organisation: str
    marking: str
    template: bytes


def report_files(
    scored: ScoredRound, *, numbered: Mapping[int, str], total: int, layout: ReportLayout
) -> dict[str, bytes]:
    """Return the reports on some candidates by file name; ``numbered`` gives each their number.

    ``total`` is the highest number in the round: names are filled up to its length, so that
    they sort. Raises ``TemplateRefused`` for a template that cannot be used.
    """
    version = template_version(layout.template)
    results = results_of(scored, candidates=tuple(numbered.values()))
    files: dict[str, bytes] = {}
    for number, result in zip(numbered, results, strict=True):
        view = report_view(
            scored.pack,
            result,
            vacancy=scored.vacancy,
            organisation=layout.organisation,
            marking=layout.marking,
            template_version=version,
            attestation=scored.attestations.get(result.candidate),
        )
        name = report_name(number, result.candidate, of=total)
        files[name] = candidate_report(view, template=layout.template, pack=scored.pack)
    return files


def reports_zip(files: Mapping[str, bytes], *, contents: str) -> bytes:
    """Return files as one zip, after a list of its contents in plain words.

    The list begins with a byte-order mark, so that every editor reads the names right.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        _add(package, CONTENTS, contents.encode("utf-8-sig"), zipfile.ZIP_DEFLATED)
        for name, content in files.items():
            # A .docx is a zip already, so there is nothing left to press out of it.
            _add(package, name, content, zipfile.ZIP_STORED)
    return stream.getvalue()


def _add(package: zipfile.ZipFile, name: str, content: bytes, method: int) -> None:
    entry = zipfile.ZipInfo(name, _NO_DATE)
    entry.compress_type, entry.external_attr, entry.create_system = method, _PLAIN_FILE, _UNIX
    package.writestr(entry, content)


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """What the list of contents says of one candidate; ``file`` is empty where there is no report."""

    place: int
    candidate: str
    file: str
    remark: str


def contents_text(*, heading: Sequence[str], lines: Iterable[ContentsLine]) -> str:
    """Return the list of contents of a zip: its heading, then every candidate in order of interview."""
    listed = [
        f"{line.place}. {line.candidate}\n   {line.file or 'No report'}\n   {line.remark}\n" for line in lines
    ]
    return "\n".join(["\n".join(heading) + "\n", *listed])
