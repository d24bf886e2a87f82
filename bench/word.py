"""How fast a Word report is made, as ratios in one run: ``python -m bench.word [ROUNDS]``.

Rows are measured in turn, round by round, so that a busy machine slows all alike; each
figure is the median. The floor is one hand-written function from the view to the XML,
and ``zipfile`` with the same parts: what no engine can do without.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
import zipfile
from collections.abc import Callable
from html import escape
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from docxtpl import DocxTemplate, InlineImage

from recruit.documents.drawing import Picture, profile_drawing
from recruit.documents.word import compile_template
from recruit.domain.profile import Profile, ProfileRow
from tests.documents.lean_docx import document, p, parts_of, row, table
from tests.documents.lean_report import report_template, report_view

GOAL_PLAIN, GOAL_PICTURE, GOAL_FLOOR = 12.0, 25.0, 1.3

PROFILE = Profile(
    tuple(
        ProfileRow(number, f"Attribute of leadership {number}", 2 + number / 2, 2, 5, None, "")
        for number in range(1, 6)
    )
)


def main(rounds: int = 60) -> int:
    """Print the table; return 1 where a goal is missed, else 0."""
    ways = {
        "ours": ours(),
        "ours, with picture": ours_with_picture(),
        "docxtpl": plain_docxtpl(),
        "floor": floor(),
    }
    matplotlib = docxtpl_matplotlib()
    if matplotlib:
        ways["docxtpl + matplotlib"] = matplotlib
    times = measured(ways, rounds)
    print(f"{'way':24}{'ms':>8}{'times the floor':>18}")
    for name, milliseconds in times.items():
        print(f"{name:24}{milliseconds:8.2f}{milliseconds / times['floor']:18.2f}")
    if not matplotlib:
        print("docxtpl + matplotlib: left out, matplotlib is not installed")
    met = [
        goal("docxtpl / ours", times["docxtpl"] / times["ours"], at_least=GOAL_PLAIN),
        goal("ours / floor", times["ours"] / times["floor"], at_most=GOAL_FLOOR),
    ]
    if matplotlib:
        ratio = times["docxtpl + matplotlib"] / times["ours, with picture"]
        met.append(goal("docxtpl + matplotlib / ours, with picture", ratio, at_least=GOAL_PICTURE))
    return 0 if all(met) else 1


def goal(name: str, got: float, *, at_least: float | None = None, at_most: float | None = None) -> bool:
    """Print a ratio beside what is wanted of it; return whether it is met."""
    wanted = f"at least {at_least:g}" if at_least is not None else f"at most {at_most:g}"
    met = (at_least is None or got >= at_least) and (at_most is None or got <= at_most)
    print(f"{name:42}{got:8.2f}   wanted {wanted:14}{'met' if met else 'MISSED'}")
    return met


def measured(ways: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the median milliseconds of each way."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            start = time.perf_counter()
            way()
            taken[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(values) for name, values in taken.items()}


def ours() -> Callable[[], object]:
    """Return our rendering, the template compiled before."""
    template, view = compile_template(report_template(picture=False), name="report.docx"), report_view()
    return lambda: template.render(view)


def ours_with_picture() -> Callable[[], object]:
    """Return our rendering with the picture drawn anew each time."""
    template, view = compile_template(report_template(picture=True), name="report.docx"), report_view()

    def way() -> bytes:
        picture = Picture(profile_drawing(PROFILE), "Leadership profile", "Means of the five attributes.")
        return template.render({**view, "profile_picture": picture})

    return way


def plain_docxtpl() -> Callable[[], object]:
    """Return docxtpl as its documentation has it: a fresh template for each document."""
    source, view = report_template(picture=False), report_view()

    def way() -> None:
        template = DocxTemplate(io.BytesIO(source))
        template.render(view, autoescape=True)
        template.save(io.BytesIO())

    return way


def docxtpl_matplotlib() -> Callable[[], object] | None:
    """Return docxtpl with a picture that matplotlib draws; none where that is not installed."""
    if find_spec("matplotlib") is None:
        return None
    figure_class = import_module("matplotlib.figure").Figure
    source, view = report_template(picture=True), report_view()

    def way() -> None:
        template = DocxTemplate(io.BytesIO(source))
        picture = InlineImage(template, matplotlib_picture(figure_class))
        template.render({**view, "profile_picture": picture}, autoescape=True)
        template.save(io.BytesIO())

    return way


def matplotlib_picture(figure_class: Any) -> io.BytesIO:
    """Return a radar and a dot-and-range plot of the profile as PNG, drawn by matplotlib."""
    figure = figure_class(figsize=(6.5, 3.0))
    radar, plot = figure.add_subplot(1, 2, 1, projection="polar"), figure.add_subplot(1, 2, 2)
    means = [attribute.mean or 0 for attribute in PROFILE.rows]
    angles = [2 * 3.14159265 * place / 5 for place in range(5)]
    radar.fill(angles, means, alpha=0.3)
    radar.set_xticks(angles, [attribute.name for attribute in PROFILE.rows])
    for attribute in PROFILE.rows:
        plot.plot([attribute.lowest, attribute.highest], [attribute.number] * 2, linewidth=5)
        plot.plot([attribute.mean], [attribute.number], marker="o")
    plot.set_yticks([1, 2, 3, 4, 5], [attribute.name for attribute in PROFILE.rows])
    made = io.BytesIO()
    figure.savefig(made, format="png", dpi=150)
    made.seek(0)
    return made


def floor() -> Callable[[], object]:
    """Return one string function and zipfile."""
    template, view = compile_template(report_template(picture=False), name="report.docx"), report_view()
    finished = template.render(view)
    parts = parts_of(finished)
    if by_hand(view).encode() != parts["word/document.xml"]:
        raise SystemExit("the floor makes another document than the engine")

    def way() -> None:
        with zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as package:
            for name, blob in parts.items():
                package.writestr(name, by_hand(view) if name == "word/document.xml" else blob)

    return way


def by_hand(view: dict[str, Any]) -> str:
    """Return word/document.xml of the report, written as a person would who knew nothing else."""
    outcome = view["outcome"]
    lines = [
        text(view["candidate"], "Heading1"),
        text(f"Candidate report for {view['post']}, {view['organisation']}"),
        text(f"Outcome: {outcome['label']}. {outcome['reason']}") if outcome else text("Draft: no decision."),
        p("Scores by attribute", "Heading2"),
        table(
            row("Attribute", "Mean", "Range", "Basis", head=True),
            *(
                tagged(row(f"{a['number']}. {escape(a['name'])}", a["mean"], a["spread"], a["basis"]))
                for a in view["attributes"]
            ),
            columns=4,
        ),
        p("Questions", "Heading2"),
    ]
    for question in view["questions"]:
        discuss = ", discuss" if question["discuss"] else ""
        lines.append(text(f"{question['number']}. {question['text']}", "Heading3"))
        lines.append(text(f"{question['type']}, asked by {question['asked_by']}{discuss}"))
        for score in question["scores"]:
            said = f"{score['member']}: {score['score']} ({score['label']})"
            lines.append(text(said, properties="<w:b/>"))
            lines += [text(line) for line in score["evidence"]]
    return document("".join(lines))


def text(content: str, style: str = "", properties: str = "") -> str:
    """Return a paragraph of text from the view."""
    return tagged(p(escape(content).replace("&#x27;", "&#39;"), style, properties))


def tagged(xml: str) -> str:
    """Return XML as docxtpl leaves it where there was a tag."""
    return xml.replace("<w:t>", '<w:t xml:space="preserve">')


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
