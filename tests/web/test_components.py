"""Our macros draw what the published templates of GOV.UK Frontend draw."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from markupsafe import Markup

from tests.web.drawing import ours, theirs, trees

NASTY = '<b>Jo & "Sam" O\'Neill</b>'
HELP = ("", "As on the advert", NASTY)
FAULT = ("", "Enter a title", NASTY)
ELSEWHERE = ("", "note")


def text(value: str) -> dict[str, str] | None:
    return {"text": value} if value else None


@pytest.mark.parametrize(("hint", "error", "described_by"), list(product(HELP, FAULT, ELSEWHERE)))
@pytest.mark.parametrize("heading", [False, True])
class TestEveryFieldWithALabel:
    """Label, hint, error and description are put together alike for all."""

    @staticmethod
    def expected(hint: str, error: str, described_by: str, heading: bool) -> dict[str, Any]:
        label = {"text": NASTY, "isPageHeading": heading, "classes": "govuk-label--l"}
        known = {"name": "title", "id": "a-title", "label": label, "describedBy": described_by}
        return known | {"hint": text(hint), "errorMessage": text(error)}

    @staticmethod
    def given(hint: str, error: str, described_by: str, heading: bool) -> dict[str, Any]:
        known = {"id": "a-title", "heading": heading, "label_classes": "govuk-label--l"}
        return known | {"hint": hint, "error": error, "described_by": described_by}

    def test_a_line_of_text(self, hint: str, error: str, described_by: str, heading: bool) -> None:
        more = {
            "value": NASTY,
            "classes": "govuk-input--width-10",
            "inputmode": "numeric",
            "spellcheck": False,
        }
        more |= {"type": "email", "autocomplete": "email", "autocapitalize": "none"}
        given, expected = (f(hint, error, described_by, heading) for f in (self.given, self.expected))
        assert ours("fields", "text_input", "title", NASTY, **given, **more) == theirs(
            "input", expected | more
        )

    def test_many_lines_of_text(self, hint: str, error: str, described_by: str, heading: bool) -> None:
        more = {"value": NASTY, "rows": 8, "classes": "wide", "spellcheck": True, "autocomplete": "off"}
        given, expected = (f(hint, error, described_by, heading) for f in (self.given, self.expected))
        assert ours("fields", "textarea", "title", NASTY, **given, **more) == theirs(
            "textarea", expected | more
        )

    def test_one_of_a_list(self, hint: str, error: str, described_by: str, heading: bool) -> None:
        items = [
            {"value": "", "text": "Choose"},
            {"value": "6", "text": NASTY},
            {"value": "7", "text": "Seven"},
        ]
        more = {"items": items, "value": "6", "classes": "wide"}
        given, expected = (f(hint, error, described_by, heading) for f in (self.given, self.expected))
        assert ours("fields", "select", "title", NASTY, **given, **more) == theirs("select", expected | more)


@pytest.mark.parametrize(("hint", "error", "described_by"), list(product(HELP, FAULT, ELSEWHERE)))
class TestFieldsThatAreNeverAHeading:
    """Passwords and files."""

    @staticmethod
    def both(hint: str, error: str, described_by: str) -> tuple[dict[str, Any], dict[str, Any]]:
        expected: dict[str, Any] = {"name": "x", "label": {"text": NASTY}, "describedBy": described_by}
        expected |= {"hint": text(hint), "errorMessage": text(error)}
        return {"hint": hint, "error": error, "described_by": described_by}, expected

    def test_a_password(self, hint: str, error: str, described_by: str) -> None:
        given, expected = self.both(hint, error, described_by)
        more = {"autocomplete": "new-password", "classes": "wide"}
        drawn = ours("fields", "password_input", "x", NASTY, **given, **more)
        assert drawn == theirs("password-input", expected | more)

    def test_a_file(self, hint: str, error: str, described_by: str) -> None:
        given, expected = self.both(hint, error, described_by)
        more = {"attributes": {"accept": ".csv"}}
        drawn = ours("fields", "file_upload", "x", NASTY, **given, **more)
        assert drawn == theirs("file-upload", expected | more)


@pytest.mark.parametrize(("prefix", "suffix"), list(product(("", "£"), ("", "minutes"))))
def test_what_stands_before_and_after_a_line_of_text(prefix: str, suffix: str) -> None:
    expected = {"name": "n", "label": {"text": "N"}, "prefix": text(prefix), "suffix": text(suffix)}
    assert ours("fields", "text_input", "n", "N", prefix=prefix, suffix=suffix) == theirs("input", expected)


CHOICES: list[dict[str, Any]] = [
    {"value": "1", "text": "1", "hint": NASTY},
    {"value": "2", "text": NASTY, "disabled": True},
    {"value": "3", "text": "3", "attributes": {"data-x": NASTY}},
    {"divider": "or"},
    {"value": "NE", "text": "Not explored", "conditional": Markup("<p>Why?</p>")},
    {"value": "X", "text": "X", "id": "own", "hint": "h", "conditional": Markup("<p>And?</p>")},
]


def published(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    changed = []
    for item in items:
        more: dict[str, Any] = {"hint": text(item["hint"])} if "hint" in item else {}
        if "conditional" in item:
            more["conditional"] = {"html": item["conditional"]}
        if "exclusive" in item:
            more["behaviour"] = "exclusive"
        changed.append(item | more)
    return changed


@pytest.mark.parametrize(("hint", "error", "described_by"), list(product(HELP, FAULT, ELSEWHERE)))
@pytest.mark.parametrize("heading", [False, True])
class TestGroups:
    """Legend, hint, error and description are put together alike for all."""

    @staticmethod
    def both(
        hint: str, error: str, described_by: str, heading: bool
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        legend = {"text": NASTY, "isPageHeading": heading, "classes": "govuk-fieldset__legend--m"}
        expected: dict[str, Any] = {"fieldset": {"legend": legend, "describedBy": described_by}}
        expected |= {"hint": text(hint), "errorMessage": text(error)}
        given = {"hint": hint, "error": error, "described_by": described_by, "heading": heading}
        return given | {"legend_classes": "govuk-fieldset__legend--m"}, expected

    @pytest.mark.parametrize("chosen", [None, "1", "NE"])
    def test_radios(
        self, hint: str, error: str, described_by: str, heading: bool, chosen: str | None
    ) -> None:
        given, expected = self.both(hint, error, described_by, heading)
        drawn = ours("choices", "radios", "s", NASTY, CHOICES, chosen, classes="govuk-radios--small", **given)
        more = {"name": "s", "items": published(CHOICES), "value": chosen, "classes": "govuk-radios--small"}
        assert drawn == theirs("radios", expected | more)

    @pytest.mark.parametrize("chosen", [[], ["1", "NE"]])
    def test_checkboxes(
        self, hint: str, error: str, described_by: str, heading: bool, chosen: list[str]
    ) -> None:
        given, expected = self.both(hint, error, described_by, heading)
        items = [*CHOICES, {"value": "none", "text": "None of these", "exclusive": True}]
        drawn = ours("choices", "checkboxes", "s", NASTY, items, chosen, id="group", **given)
        more = {"name": "s", "idPrefix": "group", "items": published(items), "values": chosen}
        assert drawn == theirs("checkboxes", expected | more)

    @pytest.mark.parametrize("faulty", [(), ("month",), ("day", "year")])
    def test_a_date(
        self, hint: str, error: str, described_by: str, heading: bool, faulty: tuple[str, ...]
    ) -> None:
        given, expected = self.both(hint, error, described_by, heading)
        values = ("14", NASTY, "")
        drawn = ours("choices", "date_input", "d", NASTY, values, id="a-day", faulty=faulty, **given)
        items = [
            {
                "name": part,
                "classes": f"govuk-input--width-{width}{' govuk-input--error' if part in faulty else ''}",
            }
            | ({"value": value} if value else {})
            for part, value, width in zip(("day", "month", "year"), values, (2, 2, 4), strict=True)
        ]
        more = {"id": "a-day", "namePrefix": "d", "items": items}
        assert drawn == theirs("date-input", expected | more)


@pytest.mark.parametrize(("error", "hint", "checked"), list(product(FAULT, HELP, (False, True))))
def test_a_box_on_its_own(error: str, hint: str, checked: bool) -> None:
    item = {"value": "y", "text": NASTY, "hint": text(hint), "checked": checked}
    expected = {"name": "chair", "items": [item], "errorMessage": text(error)}
    drawn = ours("choices", "checkbox", "chair", NASTY, checked, hint=hint, error=error)
    assert drawn == theirs("checkboxes", expected)


@pytest.mark.parametrize("kind", ["", "secondary", "warning"])
@pytest.mark.parametrize("disabled", [False, True])
def test_a_button(kind: str, disabled: bool) -> None:
    drawn = ours("button", "button", NASTY, kind, "action", "draft", id="b", disabled=disabled)
    expected: dict[str, Any] = {"text": NASTY, "name": "action", "value": "draft", "id": "b"}
    expected |= {"disabled": disabled, "preventDoubleClick": True}
    expected |= {"classes": f"govuk-button--{kind}" if kind else ""}
    assert drawn == theirs("button", expected)


@pytest.mark.parametrize("start", [False, True])
def test_a_link_that_looks_like_a_button(start: bool) -> None:
    expected = {"text": NASTY, "href": "/a?b=1&c=2", "isStartButton": start, "attributes": {"data-x": "1"}}
    drawn = ours("button", "button_link", NASTY, "/a?b=1&c=2", start=start, attributes={"data-x": "1"})
    assert drawn == theirs("button", expected)


HEAD: list[Any] = ["Name", {"text": NASTY, "format": "numeric", "colspan": 2}]
ROWS: list[list[Any]] = [
    [NASTY, 3, {"text": 4, "format": "numeric", "classes": "c", "attributes": {"data-x": "1"}}]
]


def cells(row: list[Any]) -> list[dict[str, Any]]:
    return [cell if isinstance(cell, dict) else {"text": cell} for cell in row]


@pytest.mark.parametrize("first_is_header", [False, True])
def test_a_table(first_is_header: bool) -> None:
    expected = {"caption": NASTY, "captionClasses": "govuk-table__caption--m", "classes": "c"}
    more = {
        "head": cells(HEAD),
        "rows": [cells(row) for row in ROWS],
        "firstCellIsHeader": first_is_header,
    }
    drawn = ours("lists", "table", NASTY, HEAD, ROWS, first_is_header, classes="c")
    assert drawn == theirs("table", expected | more)


def test_a_wide_table_is_a_region_of_its_own_that_the_keyboard_can_scroll() -> None:
    [(tag, attributes, _, children, _)] = ours("lists", "table", "Scores", ["A"], [["1"]], scroll=True)
    expected = {"class": ["recruit-scroll"], "role": "region", "aria-label": "Scores", "tabindex": "0"}
    assert (tag, attributes) == ("div", expected)
    assert children == ours("lists", "table", "Scores", ["A"], [["1"]])


CHANGE = {"text": "Change", "href": "/c", "hidden": NASTY}
REMOVE = {"text": NASTY, "href": "/r"}


@pytest.mark.parametrize("card", [None, NASTY])
@pytest.mark.parametrize("actions", [[], [CHANGE], [CHANGE, REMOVE]])
@pytest.mark.parametrize("card_actions", [[], [CHANGE], [CHANGE, REMOVE]])
def test_a_summary_list(card: str | None, actions: list[Any], card_actions: list[Any]) -> None:
    def link(action: dict[str, str]) -> dict[str, Any]:
        return action | {"visuallyHiddenText": action.get("hidden")}

    rows: list[dict[str, Any]] = [
        {"key": NASTY, "value": NASTY, "actions": actions},
        {"key": "K", "value": 3},
    ]
    drawn = ours("lists", "summary_list", rows, card=card, card_actions=card_actions, heading_level=3)
    expected: dict[str, Any] = {
        "rows": [{"key": {"text": r["key"]}, "value": {"text": r["value"]}} for r in rows]
    }
    expected["rows"][0]["actions"] = {"items": [link(one) for one in actions]}
    if card:
        title = {"text": card, "headingLevel": 3}
        expected["card"] = {"title": title, "actions": {"items": [link(one) for one in card_actions]}}
    assert drawn == theirs("summary-list", expected)


def test_a_task_list() -> None:
    items: list[dict[str, Any]] = [
        {"title": NASTY, "href": "/a", "hint": NASTY, "status": "Completed"},
        {"title": "Pack", "href": "/b", "status": "Incomplete", "colour": "blue"},
        {"title": "Pack", "href": "/b", "status": "New", "colour": ""},
        {"title": "Issue", "status": "Cannot start yet", "waiting": True},
    ]
    statuses: list[dict[str, Any]] = [
        {"text": "Completed"},
        {"tag": {"text": "Incomplete", "classes": "govuk-tag--blue"}},
        {"tag": {"text": "New"}},
        {"text": "Cannot start yet", "classes": "govuk-task-list__status--cannot-start-yet"},
    ]
    published_items = [
        item | {"title": {"text": item["title"]}, "status": status, "hint": text(item.get("hint", ""))}
        for item, status in zip(items, statuses, strict=True)
    ]
    drawn = ours("lists", "task_list", items, id="vacancy")
    assert drawn == theirs("task-list", {"items": published_items, "idPrefix": "vacancy"})


def test_an_error_summary() -> None:
    errors = [{"text": NASTY, "href": "#title"}, {"text": "The whole form", "href": ""}]
    expected = {"titleText": "There is a problem", "errorList": errors}
    assert ours("messages", "error_summary", errors) == theirs("error-summary", expected)


@pytest.mark.parametrize("success", [False, True])
def test_a_notice(success: bool) -> None:
    expected = {"text": NASTY, "type": "success" if success else "", "titleId": "notice-2"}
    drawn = ours("messages", "notification_banner", NASTY, success, title_id="notice-2")
    assert drawn == theirs("notification-banner", expected)


@pytest.mark.parametrize(
    ("macro", "component", "given", "expected"),
    [
        ("warning_text", "warning-text", (NASTY,), {"text": NASTY}),
        ("inset_text", "inset-text", (NASTY, "i"), {"text": NASTY, "id": "i"}),
        ("tag", "tag", (NASTY,), {"text": NASTY}),
        ("tag", "tag", (NASTY, "red"), {"text": NASTY, "classes": "govuk-tag--red"}),
        ("details", "details", (NASTY, NASTY), {"summaryText": NASTY, "text": NASTY}),
        (
            "details",
            "details",
            ("S", "T", True, "d"),
            {"summaryText": "S", "text": "T", "open": True, "id": "d"},
        ),
    ],
)
def test_what_speaks_to_the_reader(
    macro: str, component: str, given: tuple[Any, ...], expected: dict[str, Any]
) -> None:
    assert ours("messages", macro, *given) == theirs(component, expected)


@pytest.mark.parametrize("macro", ["inset_text", "notification_banner"])
def test_more_than_a_line_is_given_by_a_call(macro: str) -> None:
    inside = Markup("<p>One</p><p>Two</p>")
    given = {"title": "Title"} if macro == "notification_banner" else {}
    drawn = ours("messages", macro, caller=lambda: inside, **given)
    assert drawn == theirs(macro.replace("_", "-"), {"html": inside, "titleText": "Title"})


def test_the_way_back() -> None:
    assert ours("navigation", "back_link", "/x?a&b") == theirs("back-link", {"href": "/x?a&b"})
    items = [{"text": NASTY, "href": "/v"}, {"text": "Here"}]
    assert ours("navigation", "breadcrumbs", items) == theirs("breadcrumbs", {"items": items})


@pytest.mark.parametrize("previous", [None, {"href": "/1"}, {"href": "/1", "text": NASTY, "label": NASTY}])
@pytest.mark.parametrize("after", [None, {"href": "/3"}, {"href": "/3", "text": "Three", "label": "Third"}])
@pytest.mark.parametrize("numbered", [False, True])
def test_pages_before_and_after(
    previous: dict[str, str] | None, after: dict[str, str] | None, numbered: bool
) -> None:
    items = [{"number": 1, "href": "/1"}, {"number": 2, "href": "/2", "current": True}, {"ellipsis": True}]
    expected: dict[str, Any] = {"items": items} if numbered else {}
    for name, link in (("previous", previous), ("next", after)):
        expected |= {name: {**link, "labelText": link.get("label")}} if link else {}
    drawn = ours("navigation", "pagination", previous, after, items if numbered else ())
    assert drawn == theirs("pagination", expected)


def test_trees_that_differ_are_told_apart() -> None:
    assert trees('<p class="a b">x</p>') == trees(' <p class="b a"> x </p>')
    assert trees('<p id="a">x</p>') != trees("<p>x</p>")
    assert trees("<p>x<b>y</b>z</p>") != trees("<p>x<b>y</b></p>")
