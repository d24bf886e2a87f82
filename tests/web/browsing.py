"""Goes through the pages as a person without scripts does: by headings, labels and buttons."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urljoin

from flask.testing import FlaskClient
from lxml import html
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse


def words(element: Any) -> str:
    """Return the text of an element as it is read out, hidden words included, with single spaces."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


class Browser:
    """One person's browser; ``client`` is Flask's own, for what no page offers."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def open(self, url: str) -> Page:
        """Open an address, and go where it leads."""
        return Page(self, self.client.get(url, follow_redirects=True))

    def download(self, url: str) -> bytes:
        """Return a file. Anything but a file fails."""
        response = self.client.get(url)
        assert (response.status_code, response.mimetype) != (200, "text/html"), f"{url} is a page"
        assert response.status_code == 200, f"{url} answers {response.status_code}"
        return bytes(response.data)

    def token(self) -> str:
        """Return a CSRF token that belongs to this browser's session."""
        for url in ("/no-such-page", "/sign-in"):
            for found in self.open(url).tree.xpath("//input[@name='csrf_token']/@value"):
                return str(found)
        raise AssertionError("no page with a form was found")

    def post(self, url: str, **fields: object) -> Page:
        """Post what no form of ours would, with a good token."""
        data = {"csrf_token": self.token(), **fields}
        return Page(self, self.client.post(url, data=data, follow_redirects=True))


class Page:
    """A page as it came, and what was typed into its forms since."""

    def __init__(self, browser: Browser, response: TestResponse) -> None:
        self.browser, self.response = browser, response
        self.url = response.request.path
        self.status = response.status_code
        self.source = response.get_data(as_text=True)
        self.tree = html.document_fromstring(self.source or "<html></html>")
        self._typed: dict[Any, Any] = {}

    # What stands there

    @property
    def title(self) -> str:
        return words(self.tree.find(".//title"))

    @property
    def heading(self) -> str:
        """The one heading of the first rank."""
        return words(self._one("//h1", "heading"))

    @property
    def headings(self) -> list[str]:
        """All headings, in their order."""
        return [words(one) for one in self.tree.xpath("//main//*[self::h1 or self::h2 or self::h3]")]

    @property
    def text(self) -> str:
        """What the page says between its header and its footer."""
        return " ".join(words(one) for one in self.tree.xpath("//main"))

    @property
    def errors(self) -> list[str]:
        """What the error summary says, line by line; each line with an address must lead somewhere."""
        lines = self.tree.xpath("//*[@role='alert']//ul/li")
        for target in self.tree.xpath("//*[@role='alert']//ul/li/a/@href"):
            assert self.tree.xpath("//*[@id=$id]", id=target.removeprefix("#")), f"{target} leads nowhere"
        return [words(line) for line in lines]

    @property
    def notices(self) -> list[str]:
        """What the banners say that tell of something done."""
        path = "//*[contains(@class, 'govuk-notification-banner__content')]"
        return [words(one) for one in self.tree.xpath(path)]

    @property
    def links(self) -> dict[str, str]:
        """The links between header and footer: their text, and where they lead."""
        return {words(one): one.get("href") for one in self.tree.xpath("//main//a[@href]")}

    @property
    def buttons(self) -> list[str]:
        """What the buttons between header and footer say."""
        return [words(one) for one in self.tree.xpath("//main//form//button")]

    @property
    def tables(self) -> list[str]:
        """The captions of the tables."""
        return [words(one) for one in self.tree.xpath("//table/caption")]

    def table(self, caption: str) -> list[list[str]]:
        """Return the rows of a table, head and all, cell by cell."""
        found = self._one("//table", f"table {caption!r}", name=caption, named=lambda t: t.find("caption"))
        return [[words(cell) for cell in row.xpath("./th|./td")] for row in found.iter("tr")]

    def summary(self) -> dict[str, str]:
        """Return what the summary lists say: each key and its value."""
        rows = self.tree.xpath("//main//dl/div[dt]")
        return {words(row.find("dt")): words(row.find("dd")) for row in rows}

    def value(self, label: str, *, within: str | None = None) -> str:
        """Return what stands in a field."""
        control = self._control(label, within)
        if control.tag == "select":
            return words(_option_of(control))
        if control.tag == "textarea":
            return (control.text or "").removeprefix("\n")
        return str(control.get("value", ""))

    def chosen(self, legend: str) -> list[str]:
        """Return the labels of what is chosen in a group of radios or checkboxes."""
        ids = self._group(legend).xpath(".//input[@checked]/@id")
        return [words(one) for one in self.tree.xpath("//label") if one.get("for") in ids]

    # What is done with it

    def follow(self, text: str) -> Page:
        """Follow a link."""
        found = self._one("//a[@href]", f"link {text!r}", name=text)
        return self.browser.open(urljoin(self.url, found.get("href")))

    def fill(self, label: str, value: str, *, within: str | None = None) -> Page:
        """Type into a field. ``within`` is the legend of its group."""
        self._typed[self._control(label, within)] = value
        return self

    def choose(self, label: str, *, within: str | None = None, of: str | None = None) -> Page:
        """Choose a radio or a checkbox by its label, or an option ``of`` a list by its text."""
        if of is not None:
            listed = self._control(of, within)
            option = next((one for one in listed.iter("option") if words(one) == label), None)
            assert option is not None, f"no {label!r} among {[words(one) for one in listed.iter('option')]}"
            self._typed[listed] = option.get("value", words(option))
            return self
        control = self._control(label, within)
        if control.get("type") == "radio":
            for other in self._form_of(control).xpath(".//input[@name=$name]", name=control.get("name")):
                self._typed[other] = False
        self._typed[control] = True
        return self

    def clear(self, label: str, *, within: str | None = None) -> Page:
        """Untick a checkbox."""
        self._typed[self._control(label, within)] = False
        return self

    def attach(self, label: str, content: bytes, *, name: str) -> Page:
        """Choose a file."""
        self._typed[self._control(label, None)] = (io.BytesIO(content), name)
        return self

    def press(self, text: str, *, within: str | None = None) -> Page:
        """Press a button. ``within`` is a text of the table row or list row it stands in."""
        rows = self.tree.xpath("//tr|//li|//dl/div") if within else [self.tree]
        scopes = [row for row in rows if not within or within in words(row)]
        buttons = [one for scope in scopes for one in scope.iter("button") if words(one) == text]
        assert len(set(buttons)) == 1, f"{len(set(buttons))} buttons {text!r}; there are {self.buttons}"
        button = buttons[0]
        return self._send(self._form_of(button), button)

    # How a browser does it

    def _send(self, form: Any, button: Any) -> Page:
        fields = MultiDict(self._fields(form))
        if button.get("name"):
            fields.add(button.get("name"), button.get("value", ""))
        address = urljoin(
            self.url, button.get("formaction") or form.get("action") or self.response.request.full_path
        )
        client = self.browser.client
        if form.get("method", "get").lower() == "get":
            return Page(self.browser, client.get(address, query_string=fields, follow_redirects=True))
        many = form.get("enctype") == "multipart/form-data"
        for value in fields.values():
            assert many or not isinstance(value, tuple), "the form does not say that it sends files"
        return Page(self.browser, client.post(address, data=_sendable(fields), follow_redirects=True))

    def _fields(self, form: Any) -> Iterable[tuple[str, Any]]:
        for control in form.xpath(".//input[@name]|.//textarea[@name]|.//select[@name]"):
            if control.get("disabled") is not None:
                continue
            if (value := self._value_sent(control)) is not None:
                yield control.get("name"), value

    def _value_sent(self, control: Any) -> Any:
        """Return what a browser sends of a control, none for nothing."""
        kind, typed = control.get("type") or control.tag, self._typed.get(control)
        if kind in ("radio", "checkbox"):
            on = control.get("checked") is not None if typed is None else typed
            return control.get("value", "on") if on else None
        if typed is None:
            typed = _as_it_came(control, kind)
        return typed.replace("\r\n", "\n").replace("\n", "\r\n") if isinstance(typed, str) else typed

    def _form_of(self, control: Any) -> Any:
        form = next(control.iterancestors("form"), None)
        assert form is not None, f"{words(control)!r} belongs to no form"
        return form

    def _group(self, legend: str) -> Any:
        return self._one("//fieldset", f"group {legend!r}", name=legend, named=lambda one: one.find("legend"))

    def _control(self, label: str, within: str | None) -> Any:
        scope = self._group(within) if within else self.tree
        found = self._one(".//label", f"field {label!r}", name=label, scope=scope)
        controls = self.tree.xpath("//*[@id=$id]", id=found.get("for"))
        assert len(controls) == 1, f"the label {label!r} belongs to {len(controls)} controls"
        return controls[0]

    def _one(
        self,
        path: str,
        what: str,
        *,
        name: str | None = None,
        named: Any = lambda one: one,
        scope: Any = None,
    ) -> Any:
        everything = (self.tree if scope is None else scope).xpath(path)
        found = [one for one in everything if name is None or words(named(one)) == name]
        others = [words(named(one)) for one in everything]
        assert len(found) == 1, f"{len(found)} of {what} on {self.url} ({self.status}); there are {others}"
        return found[0]


def _option_of(listed: Any) -> Any:
    """Return the option of a list that is chosen as the page came, in a group of options or not."""
    return next(iter(listed.xpath(".//option[@selected]") or listed.xpath(".//option")), None)


def _as_it_came(control: Any, kind: str) -> Any:
    """Return what a control holds that nobody touched."""
    if kind == "file":
        return io.BytesIO(), ""
    if kind == "select":
        option = _option_of(control)
        return None if option is None else option.get("value", words(option))
    if kind == "textarea":
        return (control.text or "").removeprefix("\n")
    return None if kind in ("submit", "button", "image") else control.get("value", "")


def _sendable(fields: MultiDict[str, Any]) -> Mapping[str, Any]:
    """Return fields as Flask's client takes them: a file that was not chosen has no name."""
    return {name: values if len(values) > 1 else values[0] for name, values in fields.lists()}


def masked(response: TestResponse) -> bytes:
    """Return a response as bytes, headers and all, with nonce and CSRF token masked."""
    kept = [f"{name}: {value}" for name, value in response.headers if name not in ("Date", "Set-Cookie")]
    whole = f"{response.status}\n" + "\n".join(kept) + "\n\n" + response.get_data(as_text=True)
    whole = re.sub(r"nonce-[\w-]+|nonce=\"[\w-]+\"", "nonce", whole)
    return re.sub(r'(name="csrf_token"[^>]*value=")[^"]+', r"\1", whole).encode()
