"""What the pages take from elsewhere: nothing of GOV.UK's own marks, and with its licence."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.packaging.tree import ROOT, kept_files

VENDOR = ROOT / "recruit" / "static" / "vendor"


@pytest.fixture(scope="module")
def build() -> ModuleType:
    """Return the build hook, which lies outside of every package."""
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_is_built_in_is_what_the_lock_file_names(build: ModuleType) -> None:
    assert build.kept_stamp() == build.stamp()
    locked = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    version = locked["node_modules/govuk-frontend"]["version"]
    assert (
        (VENDOR / "LICENSE.txt")
        .read_text("utf-8")
        .startswith(f"GOV.UK Frontend {version}\n\nThe MIT License")
    )
    assert f'"{version}"' in (VENDOR / "govuk-frontend.min.css").read_text("utf-8")


def test_no_font_crest_or_address_is_left(build: ModuleType) -> None:
    text = "".join((VENDOR / f"govuk-frontend.min.{kind}").read_text("utf-8") for kind in ("css", "js"))
    assert [mark for mark in build.FORBIDDEN if mark in text] == []
    assert "font-family:arial,sans-serif" in text


@pytest.mark.parametrize("left", ["src:url(/x.woff)", "GDS Transport", "//# sourceMapping" + "URL=\n"])
def test_a_build_that_would_leave_a_mark_fails(build: ModuleType, left: str) -> None:
    with pytest.raises(RuntimeError, match="still holds"):
        build.stripped(left)


def test_the_licence_is_whole(build: ModuleType) -> None:
    said = build.notice("6.3.0")
    assert "Copyright (C) Crown Copyright (Government Digital Service)" in said
    ours = (ROOT / "LICENSE").read_text("utf-8")
    assert said.endswith(ours[ours.index("Permission is hereby granted") :])


def test_nothing_of_it_is_committed() -> None:
    assert [name for name in kept_files() if "vendor" in name or "node_modules" in name] == []


def test_the_lock_file_names_no_address() -> None:
    assert re.findall(r'"resolved"|://', (ROOT / "package-lock.json").read_text("utf-8")) == []


def test_without_npm_on_the_path_the_build_requirement_brings_one(
    build: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    assert shutil.which("npm") is None
    assert build.run_npm(["--version"], tmp_path) == 0
