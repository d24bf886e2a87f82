"""A folder of YAML files to a question bank, with every fault found on the way."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cattrs

from recruit.documents.schemas import schema_faults
from recruit.documents.yaml_file import YamlFile, parse_yaml
from recruit.domain.bank import Question, QuestionBank
from recruit.domain.errors import DataFaults, Fault
from recruit.domain.frameworks import BEHAVIOURS, Framework, Frameworks
from recruit.domain.interview import InterviewTexts
from recruit.domain.levels import RoleLevel, lens_items
from recruit.domain.lint import Finding, bank_findings, question_findings


@dataclass(frozen=True, slots=True)
class LocatedQuestion:
    """A question and where it stands."""

    question: Question
    file: YamlFile
    index: int

    def line(self, part: tuple[str | int, ...]) -> int:
        """Return the line of a part of the question."""
        return self.file.line(("questions", self.index, *part))


@dataclass(frozen=True, slots=True)
class BankFiles:
    """A bank as it was read: what it holds, and where each question stands."""

    root: Path
    bank: QuestionBank
    located: tuple[LocatedQuestion, ...]

    def findings(self) -> tuple[Fault, ...]:
        """Return what the linter finds in the questions and in the bank as a whole."""
        found = [fault for place in self.located for fault in lint_faults(place, self.bank)]
        whole = str(self.root / "questions")
        found += [Fault(whole, 0, one.message, one.remedy) for one in bank_findings(self.bank)]
        return tuple(sorted(found))


def lint_faults(place: LocatedQuestion, bank: QuestionBank) -> Iterator[Fault]:
    """Yield what the linter finds in one question, with file and line."""
    for one in question_findings(place.question, bank):
        yield _fault(place, one)


def _fault(place: LocatedQuestion, one: Finding) -> Fault:
    return Fault(place.file.source, place.line(one.path), f"{place.question.id}: {one.message}", one.remedy)


def read_bank(root: Path) -> BankFiles:
    """Return the bank in a folder laid out as ``question_banks/README.md`` says.

    Raises ``DataFaults`` with every fault of every file: unreadable YAML, departures
    from the schemas, ids that lead nowhere, ids used twice.
    """
    reader = _Reader(root)
    about = reader.one("bank.yaml", "bank")
    frameworks = reader.many("frameworks", "framework")
    levels = reader.one("levels.yaml", "levels")
    interview = reader.one("interview.yaml", "interview")
    questions = reader.many("questions", "questions")
    reader.stop_on_faults()
    bank = QuestionBank(
        version=about.value["version"],
        digest=reader.digest(),
        frameworks=_frameworks(frameworks),
        levels={level.level: level for level in _structure(levels.value["levels"], tuple[RoleLevel, ...])},
        interview=_structure(interview.value, InterviewTexts),
        questions=tuple(place.question for file in questions for place in _located(file)),
    )
    located = tuple(place for file in questions for place in _located(file))
    faults = [*_framework_faults(frameworks), *_level_faults(levels, bank.frameworks)]
    faults += [*_repeated(located), *(fault for place in located for fault in _tag_faults(place, bank))]
    if faults:
        raise DataFaults(faults)
    return BankFiles(root, bank, located)


def read_questions(path: Path, *, bank: QuestionBank) -> tuple[LocatedQuestion, ...]:
    """Return the questions of one file that is not (yet) part of ``bank``.

    Raises ``DataFaults`` as ``read_bank`` does.
    """
    reader = _Reader(path.parent, shown=path)
    file = reader.one(path.name, "questions")
    reader.stop_on_faults()
    located = tuple(_located(file))
    faults = [*_repeated(located), *(fault for place in located for fault in _tag_faults(place, bank))]
    if faults:
        raise DataFaults(faults)
    return located


@dataclass(frozen=True, slots=True)
class _Checked:
    """A file that met its schema; ``value`` is what the schema promises."""

    file: YamlFile
    value: Any


class _Reader:
    """Reads files and gathers their faults, so that all of them can be told at once."""

    def __init__(self, root: Path, shown: Path | None = None) -> None:
        self.root = root
        self.shown = shown
        self.faults: list[Fault] = []
        self.hashes: dict[str, str] = {}

    def one(self, name: str, schema: str) -> _Checked:
        """Read one file; on a fault, keep the fault and return an empty value."""
        path = self.root / name
        source = str(self.shown or path)
        try:
            raw = path.read_bytes()
            self.hashes[name] = hashlib.sha256(raw).hexdigest()
            file = parse_yaml(raw.decode("utf-8-sig"), source=source)
        except OSError as error:
            self.faults.append(Fault(source, 0, f"cannot be read ({error.strerror})", "check the path"))
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            self.faults.append(Fault(source, line, "is not UTF-8 text", "save the file as UTF-8"))
        except DataFaults as error:
            self.faults.extend(error.faults)
        else:
            found = list(schema_faults(file, schema=schema))
            self.faults.extend(found)
            return _Checked(file, None if found else file.value)
        return _Checked(YamlFile(source, None, {}), None)

    def many(self, folder: str, schema: str) -> list[_Checked]:
        """Read every YAML file of a folder, in the order of their names."""
        names = sorted(path.name for path in (self.root / folder).glob("*.yaml"))
        if not names:
            where = str(self.root / folder)
            self.faults.append(Fault(where, 0, "holds no .yaml file", "give the folder of a whole bank"))
        return [self.one(f"{folder}/{name}", schema) for name in names]

    def stop_on_faults(self) -> None:
        if self.faults:
            raise DataFaults(self.faults)

    def digest(self) -> str:
        """Return the SHA-256 of the names and contents of everything read."""
        lines = (f"{name}\0{digest}\n" for name, digest in sorted(self.hashes.items()))
        return hashlib.sha256("".join(lines).encode("utf-8")).hexdigest()


_CONVERTER = cattrs.Converter()


def _structure(value: Any, kind: Any) -> Any:
    return _CONVERTER.structure(value, kind)


def _frameworks(files: Iterable[_Checked]) -> Frameworks:
    found = (_structure(file.value, Framework) for file in files)
    return Frameworks({framework.id: framework for framework in found})


def _located(checked: _Checked) -> Iterator[LocatedQuestion]:
    for index, value in enumerate(checked.value["questions"]):
        yield LocatedQuestion(_structure(value, Question), checked.file, index)


def _framework_faults(files: Iterable[_Checked]) -> Iterator[Fault]:
    """Yield ids that do not follow from their place, and repeats that point nowhere."""
    files = list(files)
    if BEHAVIOURS not in {checked.value["id"] for checked in files}:
        where = str(Path(files[0].file.source).parent)
        yield Fault(where, 0, f"lacks the framework {BEHAVIOURS!r}", "add the file of the five attributes")
    for checked in files:
        framework = _structure(checked.value, Framework)
        known = {item.id for item in framework.items()}
        for s, section in enumerate(framework.sections):
            for i, item in enumerate(section.items):
                line = checked.file.line(("sections", s, "items", i))
                if not item.id.startswith(f"{section.id}."):
                    remedy = f"begin it with {section.id}."
                    yield Fault(checked.file.source, line, f"{item.id} is not an id of its section", remedy)
                if item.same_idea_as and item.same_idea_as not in known:
                    message = f"{item.id} repeats {item.same_idea_as}, which is not here"
                    yield Fault(checked.file.source, line, message, "name an item of this framework")


def _level_faults(checked: _Checked, frameworks: Frameworks) -> Iterator[Fault]:
    for index, level in enumerate(_structure(checked.value["levels"], tuple[RoleLevel, ...])):
        for kind in ("base", "stretch"):
            for number, lens in enumerate(getattr(level, kind)):
                line = checked.file.line(("levels", index, kind, number))
                for unknown in _unknown_in_lens(lens, frameworks):
                    message = f"level {level.level} points at {unknown}, which no framework holds"
                    yield Fault(checked.file.source, line, message, "correct the id")
        if sorted(cell.attribute for cell in level.attributes) != [1, 2, 3, 4, 5]:
            line = checked.file.line(("levels", index, "attributes"))
            message = f"level {level.level} does not name each attribute once"
            yield Fault(checked.file.source, line, message, "give the attributes 1 to 5, one entry each")


def _unknown_in_lens(lens: Any, frameworks: Frameworks) -> Iterator[str]:
    framework = frameworks.by_id.get(lens.framework)
    if framework is None:
        yield lens.framework
        return
    yield from set(lens.sections) - {section.id for section in framework.sections}
    yield from set(lens.stages) - {item.stage for item in framework.items() if item.stage}
    yield from set(lens.without) - {item.id for item in framework.items()}


def _repeated(located: Iterable[LocatedQuestion]) -> Iterator[Fault]:
    first: dict[str, LocatedQuestion] = {}
    for place in located:
        earlier = first.setdefault(place.question.id, place)
        if earlier is not place:
            where = f"{earlier.file.source}:{earlier.line(('id',))}"
            message = f"the id {place.question.id} is taken at {where}"
            yield Fault(place.file.source, place.line(("id",)), message, "choose another id")


def _tag_faults(place: LocatedQuestion, bank: QuestionBank) -> Iterator[Fault]:
    """Yield tags that no framework holds, and behaviours and indicators in each other's list."""
    question, items = place.question, bank.frameworks.items
    behaviours = {item.id for item in bank.frameworks.behaviours}
    for level in question.levels:
        if level not in bank.levels:
            yield _fault(
                place, Finding(("levels",), f"there is no level {level}", "use a level of levels.yaml")
            )
    for name, right in (("behaviours", behaviours), ("indicators", set(items) - behaviours)):
        for index, tag in enumerate(getattr(question, name)):
            if tag not in right:
                message = f"{tag} is not one of the {name}"
                yield _fault(
                    place, Finding((name, index), message, "use an id from question_banks/frameworks")
                )
    for index, cue in enumerate(question.listen_for):
        for tag in cue.tags:
            if tag not in items:
                path = ("listen_for", index, "tags")
                yield _fault(place, Finding(path, f"{tag} is in no framework", "correct the id"))


def level_indicators(level: RoleLevel, frameworks: Frameworks) -> Mapping[str, str]:
    """Return the lens, ``base`` or ``stretch``, of each indicator that a level looks through."""
    stretch = {item.id: "stretch" for item in lens_items(level.stretch, frameworks)}
    return stretch | {item.id: "base" for item in lens_items(level.base, frameworks)}
