"""A page of the browser as somebody meets it: what keeps them from using it, and where the keyboard goes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Page

from tests.browser.axe import faults as faults_by_axe

_SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_OF_A_REFUSAL = re.compile(r"the server responded with a status of (400|409)")
"""What the browser itself says of a form that was not taken."""

_MARK_STOPS = """() => {
  const text = (one) => one.getAttribute("aria-label") ?? one.labels?.[0]?.innerText ?? one.innerText;
  const name = (one) => one.type === "radio" ? `radios ${one.name}` : text(one).trim().replace(/\\s+/g, " ");
  const all = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  return [...document.querySelectorAll(all)]
    .filter((one) => !one.disabled && one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }))
    .map((one) => one.dataset.stop = `${one.tagName} ${name(one)}`);
}"""
_IDLE = """() => {
  const seen = (one) => one.checkVisibility({ visibilityProperty: true });
  const idle = (one) => one.matches("a:not([href])") || one.matches("button") && one.type !== "submit";
  const field = (one) => one.matches("input:not([type=hidden], [autocomplete=username]), select, textarea");
  const kept = (one) => field(one) && !seen(one) && !one.closest("details");
  return [...document.querySelectorAll("main *")]
    .filter((one) => idle(one) && seen(one) || kept(one))
    .map((one) => `without scripts ${one.innerText || one.name} cannot be used`);
}"""
_HERE = """() => {
  const one = document.activeElement;
  const drawn = one.type === "radio" || one.type === "checkbox" ? [one.labels[0], "::before"] : [one, null];
  const looks = () => {
    const style = getComputedStyle(...drawn);
    return ["backgroundColor", "boxShadow", "outline", "border"].map((part) => style[part]).join();
  };
  const focused = looks();
  one.blur();
  const seen = looks() !== focused;
  one.focus();
  return { stop: one.dataset.stop ?? null, seen };
}"""


@dataclass
class Looked:
    """A page of the browser, and what the browser complained of since it was last asked."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not _OF_A_REFUSAL.search(message.text):
            self.complaints.append(message.text)

    def faults(self, *, scripts: bool = True) -> list[str]:
        """Return what keeps somebody from using the page as it is; without scripts axe cannot run."""
        found = [*(faults_by_axe(self.page) if scripts else idle(self.page)), *self.complaints]
        if (wider := int(self.page.evaluate(_SIDEWAYS))) > 0:
            found.append(f"it is {wider} pixels wider than its window")
        if (headings := self.page.get_by_role("heading", level=1).count()) != 1:
            found.append(f"it has {headings} headings of level 1")
        self.complaints.clear()
        return found


def idle(page: Page) -> list[str]:
    """Return what can be seen and does nothing without scripts, and what only a script could show."""
    return list(page.evaluate(_IDLE))


def stops(page: Page) -> set[str]:
    """Return what somebody can go to with the keyboard: a group of radios is one stop."""
    return set(page.evaluate(_MARK_STOPS))


def tabbed(page: Page) -> dict[str, bool]:
    """Press Tab from the top of a page to its end; return each stop and whether its focus can be seen."""
    reached: dict[str, bool] = {}
    for _ in range(1_000):
        page.keyboard.press("Tab")
        here = page.evaluate(_HERE)
        if here["stop"] is None:
            return reached
        reached[here["stop"]] = reached.get(here["stop"], True) and bool(here["seen"])
    raise AssertionError("Tab never leaves the page")
