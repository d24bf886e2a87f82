"""The frame round every page, and how files and moments reach it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask, abort, render_template_string
from jinja2 import UndefinedError
from lxml import html

from recruit.domain.moments import day, moment
from recruit.web.pages import brand_styles, contrast
from tests.web.drawing import theirs, trees
from tests.web.scratch import add_page, scratch_app, two_links

EMPTY = '{% extends "base.html" %}{% block title %}Panel – Team manager{% endblock %}'
STATUSES = (400, 401, 403, 404, 405, 409, 413, 429, 500, 503)


def page(app: Flask, path: str = "/page") -> html.HtmlElement:
    return html.fromstring(app.test_client().get(path).text)


def tree(found: html.HtmlElement) -> object:
    return trees(html.tostring(found, encoding="unicode", with_tail=False))


def test_the_title_says_where_one_is() -> None:
    app = scratch_app()
    add_page(app, "/page", EMPTY)
    assert page(app).findtext(".//title") == "Panel – Team manager – Anytown & Sons Council"


def test_what_is_wrong_stands_in_the_title_and_on_top() -> None:
    app = scratch_app()
    errors = [{"text": "Enter a title", "href": "#title"}]
    add_page(app, "/page", EMPTY, errors=errors)
    found = page(app)
    assert found.findtext(".//title") == "Error: Panel – Team manager – Anytown & Sons Council"
    [box] = found.find_class("govuk-error-summary")
    assert tree(box) == theirs("error-summary", {"titleText": "There is a problem", "errorList": errors})


def test_header_and_navigation_are_those_of_the_published_templates() -> None:
    app = scratch_app()
    app.jinja_env.globals["navigation"] = two_links
    add_page(app, "/page", EMPTY)
    found = page(app)
    [header] = found.find_class("govuk-generic-header")
    assert tree(header) == theirs("generic-header", {"logoText": "Anytown & Sons Council", "url": "/"})
    [navigation] = found.find_class("govuk-service-navigation")
    links = [{"text": link.text, "href": link.href, "current": link.current} for link in two_links()]
    params = {"serviceName": "Interview panels", "serviceUrl": "/", "navigation": links}
    assert tree(navigation) == theirs("service-navigation", params)


def test_whoever_is_signed_in_is_named_and_can_sign_out_without_scripts() -> None:
    app = scratch_app()
    add_page(app, "/page", EMPTY, signed_in="Sam <Okafor>")
    found = page(app)
    assert [one.text_content() for one in found.find_class("recruit-person")] == ["Sam <Okafor>"]
    [form] = found.findall(".//form")
    assert (form.get("method"), form.get("action")) == ("post", "/sign-out")
    assert [control.get("name") for control in form.findall(".//input")] == ["csrf_token"]
    assert form.findtext(".//button") == "Sign out"


def test_nobody_signed_in_sees_no_menu() -> None:
    app = scratch_app()
    add_page(app, "/page", EMPTY)
    assert page(app).findall(".//nav") == []


def test_flashed_messages_are_notices_with_names_of_their_own() -> None:
    app = scratch_app()
    add_page(
        app, "/page", EMPTY, flashes=[("success", "Saved"), ("message", "Two members have not answered")]
    )
    found = page(app).find_class("govuk-notification-banner")
    assert [(one.get("role"), one.get("aria-labelledby")) for one in found] == [
        ("alert", "notice-1"),
        ("region", "notice-2"),
    ]


def test_every_script_carries_the_nonce_of_its_response() -> None:
    app = scratch_app()
    add_page(app, "/page", EMPTY)
    response = app.test_client().get("/page")
    nonces = {script.get("nonce") for script in html.fromstring(response.text).iter("script")}
    [nonce] = nonces
    assert f"'nonce-{nonce}'" in response.headers["Content-Security-Policy"]


def test_no_style_or_script_of_ours_asks_another_host() -> None:
    app = scratch_app()
    add_page(app, "/page", EMPTY)
    found = page(app)
    addresses = [one.get("href") or one.get("src") for one in found.iter("link", "script")]
    assert [address for address in addresses if address and not address.startswith("/")] == []
    assert found.xpath("//*[@style] | //style") == []


def test_a_variable_that_is_missing_fails_instead_of_showing_nothing() -> None:
    app = scratch_app()
    with app.test_request_context(), pytest.raises(UndefinedError):
        render_template_string("{{ candidate }}")


def test_a_name_is_kept_whole_beside_other_text_and_is_still_escaped() -> None:
    with scratch_app().test_request_context():
        drawn = render_template_string("{{ 'Remove ' ~ (name | bdi) ~ '?' }}", name="أمل حداد (Amal) <b>")
    assert drawn == 'Remove <bdi dir="ltr">أمل حداد (Amal) &lt;b&gt;</bdi>?'


def test_below_a_folder_of_the_server_links_begin_with_it() -> None:
    app = scratch_app()
    add_page(app, "/page", EMPTY)
    response = app.test_client().get("/page", base_url="http://localhost/panels")
    footer = html.fromstring(response.text).xpath("//footer//a/@href")
    assert footer == ["/panels/help/accessibility", "/panels/help/privacy", "/panels/help"]


@pytest.mark.parametrize("status", STATUSES)
def test_every_error_has_a_page_that_says_what_to_do(status: int) -> None:
    app = scratch_app(TESTING=False)
    app.add_url_rule("/page", "page", lambda: abort(status))
    response = app.test_client().get("/page")
    found = html.fromstring(response.text)
    heading = found.findtext(".//h1") or ""
    assert response.status_code == status
    assert found.findtext(".//title") == f"{heading} – Anytown & Sons Council"
    assert len(found.xpath("//main//p")) == 3


@pytest.mark.parametrize(("status", "like"), [(418, 400), (502, 500)])
def test_a_status_without_words_of_its_own_gets_the_nearest(status: int, like: int) -> None:
    app = scratch_app()
    app.add_url_rule("/page", "page", lambda: abort(status))
    app.add_url_rule("/like", "like", lambda: abort(like))
    assert page(app).findtext(".//h1") == page(app, "/like").findtext(".//h1")


def test_a_form_that_was_open_for_too_long_is_told_so() -> None:
    app = scratch_app()
    add_page(app, "/page", EMPTY)
    response = app.test_client().post("/page")
    assert response.status_code == 400
    assert html.fromstring(response.text).findtext(".//h1") == "Your page was open for too long"


def cache_control(app: Flask, address: str) -> str:
    with app.test_client().get(address) as response:
        assert response.status_code == 200
        return str(response.headers["Cache-Control"])


def test_files_are_kept_for_a_year_under_the_hash_of_their_content() -> None:
    app = scratch_app()
    add_page(app, "/page", EMPTY)
    addresses = [str(one.get("href")) for one in page(app).iter("link")]
    kept = "public, max-age=31536000, immutable"
    assert {cache_control(app, address) for address in addresses} == {kept}
    assert len({address.partition("?v=")[2] for address in addresses}) == 4


@pytest.mark.parametrize("query", ["", "?v=0123456789abcdef"])
def test_without_the_right_hash_a_file_is_asked_for_again(query: str) -> None:
    app = scratch_app()
    found = [cache_control(app, f"{address}{query}") for address in ("/static/recruit.css", "/brand.css")]
    assert found == ["no-cache", "no-cache"]


def test_a_file_that_is_not_there_is_not_found() -> None:
    assert scratch_app().test_client().get("/static/nothing.css").status_code == 404


def test_compiled_templates_are_kept_where_nobody_else_may_write(tmp_path: Path) -> None:
    app = scratch_app(DATA_FOLDER=str(tmp_path / "data"))
    add_page(app, "/page", EMPTY)
    page(app)
    folder = tmp_path / "data" / "templates"
    assert oct(folder.stat().st_mode & 0o777) == "0o700"
    assert list(folder.iterdir()) != []


def test_the_colour_of_the_council_is_that_of_header_notices_and_links() -> None:
    assert brand_styles("#00524c") == (
        ":root{--govuk-brand-colour:#00524c;--recruit-header-colour:#00524c;"
        "--recruit-header-text-colour:#ffffff;--govuk-link-colour:#00524c}\n"
    )


def test_on_a_light_colour_text_is_black_and_nothing_else_takes_it() -> None:
    assert brand_styles("#ffdd00") == (
        ":root{--govuk-brand-colour:#0b0c0c;--recruit-header-colour:#ffdd00;"
        "--recruit-header-text-colour:#0b0c0c}\n"
    )


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    assert contrast("#123456", "#123456") == 1


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (datetime(2027, 1, 14, 9, 30, tzinfo=UTC), "14 January 2027, 9:30am"),
        (datetime(2027, 1, 14, 0, 0, tzinfo=UTC), "14 January 2027, 12am"),
        (datetime(2027, 7, 1, 12, 0, tzinfo=UTC), "1 July 2027, 1pm"),
        (datetime(2027, 7, 1, 23, 5, tzinfo=UTC), "2 July 2027, 12:05am"),
        (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), "31 October 2027, 1:30am BST"),
        (datetime(2027, 10, 31, 1, 30, tzinfo=UTC), "31 October 2027, 1:30am GMT"),
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), "28 March 2027, 2am"),
    ],
)
def test_a_moment_is_said_as_the_clocks_of_london_show_it(when: datetime, said: str) -> None:
    assert moment(when) == said


def test_a_day_is_said_in_words() -> None:
    assert day(date(2027, 2, 3)) == "3 February 2027"
    assert day(datetime(2027, 7, 1, 23, 5, tzinfo=UTC)) == "2 July 2027"


def test_a_moment_without_a_time_zone_is_refused() -> None:
    for say in (moment, day):
        with pytest.raises(ValueError, match="has no time zone"):
            say(datetime(2027, 1, 14, 9, 30))
