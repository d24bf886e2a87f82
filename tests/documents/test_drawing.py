"""The profile picture: what is drawn where, that nothing overlaps, and its two forms."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from recruit.documents.drawing import (
    ACCENT,
    HEIGHT,
    INK,
    MUTED,
    RANGE,
    WIDTH,
    Circle,
    Drawing,
    Line,
    Paint,
    Polygon,
    Text,
    profile_drawing,
    svg,
    text_width,
    wrapped_lines,
)
from recruit.documents.word.drawingml import drawingml
from recruit.domain.profile import Profile, ProfileRow
from tests.documents.word_contrast import contrast

NAMES = (
    "Leadership and change that is driven by values",
    "Leadership that changes how decisions are made in the interests of families",
    "Leadership that changes practice and culture",
    "Leadership that creates successful partnerships",
    "Leadership that secures buy-in from corporate leaders and politicians",
)
Figures = tuple[float, int, int, float | None] | None
SCORED: list[Figures] = [
    (3.7, 2, 5, None),
    (4.2, 3, 5, None),
    (2.9, 2, 4, None),
    (4.0, 3, 5, None),
    (3.3, 3, 4, None),
]


def profile(figures: list[Figures], names: tuple[str, ...] = NAMES) -> Profile:
    rows = []
    for number, (given_figures, name) in enumerate(zip(figures, names, strict=True), start=1):
        mean, lowest, highest, agreed = given_figures or (None, None, None, None)
        rows.append(
            ProfileRow(number, name, mean, lowest, highest, agreed, "" if given_figures else "not scored")
        )
    return Profile(tuple(rows))


def drawn(figures: list[Figures]) -> Drawing:
    return profile_drawing(profile(figures))


def words(drawing: Drawing) -> list[str]:
    return [" ".join(shape.lines) for shape in drawing.shapes if isinstance(shape, Text)]


def box(text: Text) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a text."""
    (x, y), share = text.at, {"start": 0.0, "middle": 0.5, "end": 1.0}[text.align]
    left, top = x - text.width * share, y - text.height / 2
    return left, top, left + text.width, top + text.height


class TestWhatIsDrawn:
    def test_a_scored_profile_has_names_axis_and_values(self) -> None:
        assert words(drawn(SCORED)) == [
            *("1", "2", "3", "4", "5"),
            *("1", "2", "3", "4", "5"),
            *("1", "2", "3", "4", "5"),
            *(NAMES[0], "3.7", NAMES[1], "4.2", NAMES[2], "2.9", NAMES[3], "4.0", NAMES[4], "3.3"),
            "Rings: scores 1 (inside) to 5",
            "Mean of scores",
            "Lowest to highest score",
        ]

    def test_a_scored_profile_is_one_closed_shape(self) -> None:
        outlines = [s for s in drawn(SCORED).shapes if isinstance(s, Polygon) and s.paint.stroke == ACCENT]
        assert [(len(s.corners), s.corners[0] == s.corners[-1]) for s in outlines] == [(6, True)]

    def test_a_gap_says_so_in_both_and_has_no_value(self) -> None:
        said = words(drawn([*SCORED[:2], None, *SCORED[3:]]))
        assert said.count("not scored") == 2
        assert said.count("–") == 1
        assert "2.9" not in said

    def test_a_gap_opens_the_shape_and_dashes_its_axis(self) -> None:
        drawing = drawn([*SCORED[:2], None, *SCORED[3:]])
        outlines = [s for s in drawing.shapes if isinstance(s, Polygon) and s.paint.stroke == ACCENT]
        dashed = [s for s in drawing.shapes if isinstance(s, Line) and s.paint.dashed]
        assert [(len(s.corners), s.closed) for s in outlines] == [(4, False)]
        assert len(dashed) == 1

    def test_two_gaps_leave_a_lone_dot(self) -> None:
        drawing = drawn([*SCORED[:2], None, SCORED[3], None])
        outlines = [s for s in drawing.shapes if isinstance(s, Polygon) and s.paint.stroke == ACCENT]
        dots = [s for s in drawing.shapes if isinstance(s, Circle) and s.radius == 3.0]
        assert [len(s.corners) for s in outlines] == [2]
        assert len(dots) == 3

    def test_a_profile_without_any_score_is_all_gaps(self) -> None:
        drawing = drawn([None] * 5)
        assert words(drawing).count("not scored") == 10
        assert not [s for s in drawing.shapes if isinstance(s, Polygon) and s.paint.stroke == ACCENT]

    def test_agreed_means_are_diamonds_with_a_legend(self) -> None:
        figures: list[Figures] = [(3.0, 2, 4, 3.5), *SCORED[1:]]
        diamonds = [s for s in drawn(figures).shapes if isinstance(s, Polygon) and s.paint.stroke == INK]
        assert [len(s.corners) for s in diamonds] == [4, 4]
        assert "Mean of agreed scores" in words(drawn(figures))
        assert "Mean of agreed scores" not in words(drawn(SCORED))

    def test_a_range_runs_from_lowest_to_highest_on_the_axis(self) -> None:
        figures: list[Figures] = [(3.0, 1, 5, None), (4.0, 4, 4, None), (3.0, 2, 3, None), None, None]
        lines = [s for s in drawn(figures).shapes if isinstance(s, Line) and s.paint.stroke == RANGE]
        widths = [line.end[0] - line.start[0] for line in lines]
        assert [round(width / widths[0], 3) for width in widths[:2]] == [1.0, 0.25]
        assert len(lines) == 3

    def test_equal_scores_have_no_range(self) -> None:
        lines = [
            s
            for s in drawn([(3.0, 3, 3, None)] * 5).shapes
            if isinstance(s, Line) and s.paint.stroke == RANGE
        ]
        assert len(lines) == 1

    @pytest.mark.parametrize(
        "row",
        [
            ProfileRow(1, "A", 3.0, None, None, None, ""),
            ProfileRow(1, "A", None, 1, 5, None, ""),
            ProfileRow(1, "A", 5.1, 1, 5, None, ""),
            ProfileRow(1, "A", 3.0, 0, 5, None, ""),
            ProfileRow(1, "A", 3.0, 2, 4, 6.0, ""),
        ],
    )
    def test_a_figure_that_cannot_be_is_refused(self, row: ProfileRow) -> None:
        with pytest.raises(ValueError, match=r"^attribute 1 has "):
            profile_drawing(Profile((row, *profile(SCORED).rows[1:])))


SHAPES: list[list[Figures]] = [
    SCORED,
    [(3.7, 2, 5, 4.0), (4.2, 3, 5, 4.2), (2.9, 2, 4, 2.0), (4.0, 3, 5, 3.5), (3.3, 3, 4, 5.0)],
    [None, (4.2, 3, 5, 4.0), None, (4.0, 3, 5, 4.0), (3.0, 2, 4, 3.0)],
    [None] * 5,
    [(1.0, 1, 1, 1.0)] * 5,
    [(5.0, 5, 5, 5.0)] * 5,
    [(3.0, 3, 3, None)] * 5,
]
ROW = st.one_of(
    st.none(),
    st.tuples(
        st.integers(1, 5), st.integers(1, 5), st.floats(0, 1), st.one_of(st.none(), st.floats(1, 5))
    ).map(lambda t: (min(t[:2]) + (max(t[:2]) - min(t[:2])) * t[2], min(t[:2]), max(t[:2]), t[3])),
)
NAME = st.lists(
    st.text(st.characters(categories=("L", "N"), max_codepoint=0x24F), min_size=1, max_size=12), max_size=14
)


class TestRoom:
    def assert_room(self, drawing: Drawing) -> None:
        texts = [shape for shape in drawing.shapes if isinstance(shape, Text)]
        for text in texts:
            left, top, right, bottom = box(text)
            assert (left >= 0, top >= 0, right <= WIDTH, bottom <= HEIGHT) == (True,) * 4, text
        for one, other in combinations(texts, 2):
            a, b = box(one), box(other)
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (one, other)

    @pytest.mark.parametrize("figures", SHAPES)
    def test_no_text_overlaps_another_or_leaves_the_picture(self, figures: list[Figures]) -> None:
        self.assert_room(drawn(figures))

    @settings(deadline=None, max_examples=150)
    @given(st.lists(ROW, min_size=5, max_size=5), st.lists(NAME.map(" ".join), min_size=5, max_size=5))
    def test_nor_does_it_for_any_scores_and_names(self, figures: list[Figures], names: list[str]) -> None:
        self.assert_room(profile_drawing(profile(figures, tuple(names))))

    def test_the_names_of_the_five_attributes_take_two_lines_at_most(self) -> None:
        names = [s for s in drawn(SCORED).shapes if isinstance(s, Text) and " ".join(s.lines) in NAMES]
        assert [len(name.lines) for name in names] == [2, 2, 2, 2, 2]
        assert {name.size for name in names} == {8.0}

    @given(NAME.map(" ".join), st.integers(20, 200))
    def test_wrapping_keeps_every_letter_within_the_width(self, text: str, width: int) -> None:
        lines = wrapped_lines(text, width=width, size=8.0)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert all(text_width(line, 8.0) <= width for line in lines)

    def test_lines_are_of_nearly_equal_length(self) -> None:
        assert wrapped_lines(NAMES[0], width=146, size=8.0) == (
            "Leadership and change",
            "that is driven by values",
        )

    def test_widths_are_those_of_arial(self) -> None:
        assert [round(text_width(letter, 1000)) for letter in "A i~é漢"] == [667, 278, 222, 584, 700, 1000]

    @pytest.mark.parametrize("colour", [ACCENT, INK, MUTED])
    def test_text_can_be_read(self, colour: str) -> None:
        assert contrast(colour, "FFFFFF") >= 4.5

    def test_marks_can_be_told_from_the_page(self) -> None:
        assert contrast(RANGE, "FFFFFF") >= 3


SPACE = "{http://www.w3.org/2000/svg}"


class TestSvg:
    def test_it_says_what_it_shows(self) -> None:
        root = etree.fromstring(svg(drawn(SCORED), title="Profile of A & B", description="Values 3.7 <of 5>"))
        assert root.get("role") == "img"
        assert [(e.tag, e.text) for e in root[:2]] == [
            (SPACE + "title", "Profile of A & B"),
            (SPACE + "desc", "Values 3.7 <of 5>"),
        ]
        assert [root.get("aria-labelledby"), root.get("aria-describedby")] == [e.get("id") for e in root[:2]]

    def test_two_pictures_on_a_page_have_their_own_ids(self) -> None:
        one, other = (etree.fromstring(svg(drawn(SCORED), title=title, description="")) for title in "ab")
        assert one.get("aria-labelledby") != other.get("aria-labelledby")

    def test_it_shows_every_text(self) -> None:
        root = etree.fromstring(svg(drawn(SHAPES[2]), title="", description=""))
        lines = [line for s in drawn(SHAPES[2]).shapes if isinstance(s, Text) for line in s.lines]
        assert [e.text for e in root.iter(SPACE + "text")] == lines

    def test_it_needs_no_style_that_a_strict_policy_refuses(self) -> None:
        made = svg(drawn(SCORED), title="", description="")
        assert [word for word in ("style", "class=", "href", "script", "font-face") if word in made] == []

    def test_names_are_literal(self) -> None:
        names = ("<b>&\x00\u202e", *NAMES[1:])
        root = etree.fromstring(
            svg(profile_drawing(profile(SCORED, names)), title="\x00t", description="d\ud800")
        )
        assert "<b>&" in [e.text for e in root.iter(SPACE + "text")]
        assert [e.text for e in root[:2]] == ["t", "d"]


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def in_word(drawing: Drawing) -> etree._Element:
    made = drawingml(drawing, picture_id=500, name="Profile", description="A & <b>")
    return etree.fromstring(f'<w:r xmlns:w="{WORD}">{made}</w:r>')


class TestDrawingml:
    def test_it_has_its_alternative_text_and_number(self) -> None:
        [properties] = in_word(drawn(SCORED)).iter("{*}docPr")
        assert dict(properties.attrib) == {"id": "500", "name": "Profile", "descr": "A & <b>"}

    def test_its_shapes_have_the_numbers_that_follow(self) -> None:
        numbers = [int(e.get("id")) for e in in_word(drawn(SHAPES[1])).iter("{*}cNvPr")]
        assert numbers == list(range(501, 501 + len(numbers)))

    def test_it_shows_every_text(self) -> None:
        boxes = in_word(drawn(SHAPES[2])).iter("{*}txbxContent")
        shown = [" ".join(e.text for e in content.iter(f"{{{WORD}}}t")) for content in boxes]
        assert shown == words(drawn(SHAPES[2]))

    @pytest.mark.parametrize("figures", SHAPES)
    def test_no_member_reaches_beyond_the_group(self, figures: list[Figures]) -> None:
        group = next(in_word(drawn(figures)).iter("{*}wgp"))
        width, height = (round(points * 12700) for points in (WIDTH, HEIGHT))
        for transform in group.iter("{*}xfrm"):
            left, top = (int(transform[0].get(name)) for name in ("x", "y"))
            across, down = (int(transform[1].get(name)) for name in ("cx", "cy"))
            assert (left >= 0, top >= 0, left + across <= width, top + down <= height) == (True,) * 4

    def test_shapes_of_one_paint_are_one_path(self) -> None:
        thin, thick = Paint(INK, 1.0), Paint(INK, 2.0)
        lines = tuple(Line((0, 0), (x, x), paint) for x, paint in ((1, thin), (2, thin), (3, thick)))
        group = next(in_word(Drawing(10, 10, lines)).iter("{*}wgp"))
        assert [len(list(path.iter("{*}moveTo"))) for path in group.iter("{*}path")] == [2, 1]

    def test_other_programs_are_given_the_description(self) -> None:
        [fallback] = in_word(drawn(SCORED)).iter("{*}Fallback")
        assert "".join(fallback.itertext()) == "A & <b>"

    def test_names_are_literal(self) -> None:
        names = ("<b>&\x00\u202e", *NAMES[1:])
        made = in_word(profile_drawing(profile(SCORED, names)))
        assert "<b>&" in [e.text for e in made.iter(f"{{{WORD}}}t")]
