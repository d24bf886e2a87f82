"""A folder of YAML files to a question bank, with every fault found on the way."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cattrs

from recruit.documents.schemas import departures, schema_faults
from recruit.documents.text_file import decode
from recruit.documents.translation_files import read_translations
from recruit.documents.values import Located, Place
from recruit.documents.yaml_file import parse_yaml
from recruit.domain.bank import Question, QuestionBank
from recruit.domain.errors import DataFaults, Fault
from recruit.domain.frameworks import BEHAVIOURS, Framework, Frameworks
from recruit.domain.interview import InterviewTexts
from recruit.domain.levels import RoleLevel, lens_items
from recruit.domain.lint import Finding, bank_findings, question_findings
from recruit.domain.soundness import tag_findings


@dataclass(frozen=True, slots=True)
class LocatedQuestion:
    """A question and where it stands."""

    question: Question
    file: Located
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
    files, faults = _read(root)
    if faults or files is None:
        raise DataFaults(faults)
    return files


def check_bank(root: Path) -> tuple[BankFiles | None, tuple[Fault, ...]]:
    """Return the bank in a folder, and its faults together with what the linter finds.

    Where the bank has faults, it is none, and the linter has looked only at the questions
    that are sound: what the bank as a whole lacks cannot be told then.
    """
    files, faults = _read(root)
    found = list(faults)
    if files:
        found += [fault for place in files.located for fault in lint_faults(place, files.bank)]
    if files and not faults:
        found += _whole_bank_faults(files)
    return (None if faults else files), tuple(sorted(set(found)))


def _whole_bank_faults(files: BankFiles) -> Iterator[Fault]:
    places = {place.question.id: place for place in files.located}
    for one in bank_findings(files.bank):
        if one.question:
            yield _fault(places[one.question], one)
        else:
            yield Fault(str(files.root / "questions"), 0, one.message, one.remedy)


def _read(root: Path) -> tuple[BankFiles | None, list[Fault]]:
    """Return the bank of whatever is sound, if the files around the questions are; and all faults."""
    reader = _Reader(root)
    about = reader.one("bank.yaml", "bank")
    frameworks = reader.many("frameworks", "framework")
    levels = reader.one("levels.yaml", "levels")
    interview = reader.one("interview.yaml", "interview")
    questions = reader.many("questions", "questions")
    located = tuple(place for file in questions for place in _located(file))
    reader.faults += [*_framework_faults(frameworks, root), *_repeated(located)]
    if not frameworks or reader.has_faults_in("frameworks"):
        return None, reader.faults
    known = _frameworks(frameworks)
    numbers = {value["level"] for value in levels.value["levels"]} if levels.is_sound else None
    reader.faults += _level_faults(levels, known)
    checked = [(place, list(_tag_faults(place, known, numbers))) for place in located]
    reader.faults += [fault for _, found in checked for fault in found]
    if not (about.is_sound and levels.is_sound and interview.is_sound) or reader.has_faults_in("levels.yaml"):
        return None, reader.faults
    sound = tuple(place for place, found in checked if not found)
    known_ids = None if reader.has_faults_in("questions") else {place.question.id for place in located}
    translations, spoilt = read_translations(root, known=known_ids)
    reader.faults += spoilt
    bank = QuestionBank(
        version=about.value["version"],
        digest=reader.digest(),
        frameworks=known,
        levels={level.level: level for level in _structure(levels.value["levels"], tuple[RoleLevel, ...])},
        interview=_structure(interview.value, InterviewTexts),
        questions=tuple(place.question for place in sound),
        translations=translations,
    )
    return BankFiles(root, bank, sound), reader.faults


def check_questions(
    path: Path, *, bank: QuestionBank
) -> tuple[tuple[LocatedQuestion, ...], tuple[Fault, ...]]:
    """Return the sound questions of a file that is not (yet) part of ``bank``, and all its faults.

    Faults are departures from the schema, ids that lead nowhere, and what the linter finds
    in the questions that are sound.
    """
    reader = _Reader(path.parent, shown=path)
    located = tuple(_located(reader.one(path.name, "questions")))
    faults = [*reader.faults, *_repeated(located)]
    for place in located:
        if found := list(_tag_faults(place, bank.frameworks, set(bank.levels))):
            faults += found
        else:
            faults += lint_faults(place, bank)
    return located, tuple(sorted(set(faults)))


@dataclass(frozen=True, slots=True)
class _Checked:
    """A file held against its schema; only where it ``is_sound`` is its value what the schema promises.

    ``departures`` are the paths at which it is not.
    """

    file: Located
    departures: tuple[Place, ...]
    is_read: bool = True

    @property
    def is_sound(self) -> bool:
        return self.is_read and not self.departures

    @property
    def value(self) -> Any:
        return self.file.value


class _Reader:
    """Reads files and gathers their faults, so that all of them can be told at once."""

    def __init__(self, root: Path, shown: Path | None = None) -> None:
        self.root = root
        self.shown = shown
        self.faults: list[Fault] = []
        self.hashes: dict[str, str] = {}

    def one(self, name: str, schema: str) -> _Checked:
        """Read one file; its faults are kept for later."""
        path = self.root / name
        source = str(self.shown or path)
        try:
            raw = path.read_bytes()
            self.hashes[name] = hashlib.sha256(raw).hexdigest()
            file = parse_yaml(decode(raw, source=source), source=source)
        except OSError as error:
            self.faults.append(Fault(source, 0, f"cannot be read ({error.strerror})", "check the path"))
        except DataFaults as error:
            self.faults.extend(error.faults)
        else:
            self.faults += schema_faults(file, schema=schema)
            return _Checked(file, departures(file, schema=schema))
        return _Checked(Located(source, None, {}), (), is_read=False)

    def many(self, folder: str, schema: str) -> list[_Checked]:
        """Read every YAML file of a folder, in the order of their names."""
        paths = sorted((self.root / folder).glob("*.y*ml"))
        for path in (path for path in paths if path.suffix == ".yml"):
            self.faults.append(Fault(str(path), 0, "would not be read", "let its name end in .yaml"))
        names = [path.name for path in paths if path.suffix == ".yaml"]
        if not names:
            where = str(self.root / folder)
            self.faults.append(Fault(where, 0, "holds no .yaml file", "give the folder of a whole bank"))
        return [self.one(f"{folder}/{name}", schema) for name in names]

    def has_faults_in(self, folder: str) -> bool:
        where = str(self.root / folder)
        return any(fault.source.startswith(where) for fault in self.faults)

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
    """Yield the questions of a file that are sound, even where others are not."""
    spoiled = {path[:2] for path in checked.departures}
    if not checked.is_read or any(len(path) < 2 for path in spoiled):
        return
    for index, value in enumerate(checked.value["questions"]):
        if ("questions", index) not in spoiled:
            yield LocatedQuestion(_structure(value, Question), checked.file, index)


def _framework_faults(files: Sequence[_Checked], root: Path) -> Iterator[Fault]:
    """Yield ids used twice or out of place, and the absence of the five attributes."""
    sound = [file for file in files if file.is_sound]
    frameworks: dict[str, str] = {}
    items: dict[str, str] = {}
    for checked in sound:
        name = checked.value["id"]
        if frameworks.setdefault(name, checked.file.source) != checked.file.source:
            message = f"the framework {name} is also in {frameworks[name]}"
            yield Fault(checked.file.source, checked.file.line(("id",)), message, "keep one of the two")
        else:
            yield from _item_faults(checked, items)
            if name == BEHAVIOURS and [one["number"] for one in checked.value["sections"]] != [1, 2, 3, 4, 5]:
                line = checked.file.line(("sections",))
                message = "the five attributes are not numbered 1 to 5 in order"
                yield Fault(checked.file.source, line, message, "give each its number")
    if sound and BEHAVIOURS not in frameworks and len(sound) == len(files):
        message = f"lacks the framework {BEHAVIOURS!r}"
        yield Fault(str(root / "frameworks"), 0, message, "add the file of the five attributes")


def _item_faults(checked: _Checked, taken: dict[str, str]) -> Iterator[Fault]:
    framework: Framework = _structure(checked.value, Framework)
    known = {item.id for item in framework.items()}
    source = checked.file.source
    for s, section in enumerate(framework.sections):
        for i, item in enumerate(section.items):
            line = checked.file.line(("sections", s, "items", i, "id"))
            if not item.id.startswith(f"{section.id}."):
                yield Fault(
                    source, line, f"{item.id} is not an id of its section", f"begin it with {section.id}."
                )
            if taken.setdefault(item.id, f"{source}:{line}") != f"{source}:{line}":
                yield Fault(source, line, f"{item.id} is taken at {taken[item.id]}", "choose another id")
            if item.same_idea_as and item.same_idea_as not in known:
                message = f"{item.id} repeats {item.same_idea_as}, which is not here"
                yield Fault(source, line, message, "name an item of this framework")


def _level_faults(checked: _Checked, frameworks: Frameworks) -> Iterator[Fault]:
    if not checked.is_sound:
        return
    seen: set[int] = set()
    for index, level in enumerate(_structure(checked.value["levels"], tuple[RoleLevel, ...])):
        here = ("levels", index)
        if level.level in seen:
            line = checked.file.line((*here, "level"))
            yield Fault(
                checked.file.source, line, f"level {level.level} is given twice", "keep one of the two"
            )
        seen.add(level.level)
        if unknown := list(_lens_faults(checked.file, here, level, frameworks)):
            yield from unknown
        else:
            yield from _lens_items_faults(checked.file, here, level, frameworks)
        if sorted(cell.attribute for cell in level.attributes) != [1, 2, 3, 4, 5]:
            line = checked.file.line((*here, "attributes"))
            message = f"level {level.level} does not name each attribute once"
            yield Fault(checked.file.source, line, message, "give the attributes 1 to 5, one entry each")


def _lens_items_faults(
    file: Located, here: Place, level: RoleLevel, frameworks: Frameworks
) -> Iterator[Fault]:
    """Yield a base through which nothing is seen, and a lens on the behaviours, which every pack has."""
    if any(lens.framework == BEHAVIOURS for lens in (*level.base, *level.stretch)):
        message = f"level {level.level} looks through {BEHAVIOURS}, whose behaviours every pack counts"
        yield Fault(file.source, file.line((*here, "base")), message, "name another framework")
    elif not lens_items(level.base, frameworks):
        message = f"the base of level {level.level} lets no item through"
        yield Fault(file.source, file.line((*here, "base")), message, "widen its stages or sections")
    if not level.scored:
        message = f"level {level.level} asks no scored question"
        yield Fault(file.source, file.line((*here, "mix")), message, "give the mix at least one question")


def _lens_faults(file: Located, here: Place, level: RoleLevel, frameworks: Frameworks) -> Iterator[Fault]:
    for kind in ("base", "stretch"):
        for number, lens in enumerate(getattr(level, kind)):
            for unknown in _unknown_in_lens(lens, frameworks):
                message = f"level {level.level} points at {unknown}, which no framework holds"
                yield Fault(file.source, file.line((*here, kind, number)), message, "correct the id")


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


def _tag_faults(place: LocatedQuestion, frameworks: Frameworks, levels: set[int] | None) -> Iterator[Fault]:
    """Yield tags and levels that lead nowhere; ``levels`` is none where they could not be read."""
    for one in tag_findings(place.question, frameworks, levels):
        yield _fault(place, one)
