"""What is built holds everything it needs, and runs from a folder that knows nothing of this one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from dataclasses import dataclass
from email.parser import Parser
from pathlib import Path

import pytest

from recruit import __version__
from tests.packaging.tree import ROOT, kept_files

DIRECT, FROM_SDIST = "wheel", "wheel from sdist"
VENDOR = "recruit/static/vendor"
ASSETS = ("govuk-frontend.min.css", "govuk-frontend.min.js", "LICENSE.txt", "stamp.txt")


@dataclass(frozen=True)
class Built:
    """A wheel built here, the sdist, and a wheel built from the unpacked sdist."""

    wheels: dict[str, Path]
    sdist: Path


def run(*words: object, folder: Path) -> str:
    """Run a program that must succeed, away from this checkout; return what it prints."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "RECRUIT"))}
    done = subprocess.run(  # noqa: S603 (our own commands)
        [str(word) for word in words], cwd=folder, env=env, capture_output=True, check=False, timeout=120
    )
    said = done.stderr.decode("utf-8", "replace")
    assert done.returncode == 0, said
    return done.stdout.decode("utf-8")


def only(folder: Path, pattern: str) -> Path:
    [found] = folder.glob(pattern)
    return found


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("dist")
    build = (sys.executable, "-m", "build", "--no-isolation")
    run(*build, "--sdist", "--wheel", "--outdir", folder, ROOT, folder=folder)
    sdist = only(folder, "*.tar.gz")
    run(sys.executable, "-m", "tarfile", "--extract", sdist, folder / "unpacked", folder=folder)
    run(*build, "--wheel", "--outdir", folder / "again", only(folder / "unpacked", "*"), folder=folder)
    wheels = {DIRECT: only(folder, "*.whl"), FROM_SDIST: only(folder / "again", "*.whl")}
    return Built(wheels, sdist)


def parts(wheel: Path) -> dict[str, int]:
    """Return the names in a wheel with the checksum of each."""
    with zipfile.ZipFile(wheel) as archive:
        return {entry.filename: entry.CRC for entry in archive.infolist()}


def below(folder: str) -> set[str]:
    """Return the files of this checkout below a folder."""
    return {name for name in kept_files() if name.startswith(f"{folder}/")}


def test_the_wheel_holds_the_package_and_what_it_reads(built: Built) -> None:
    bundled = {
        f"recruit/_bundled/{name}"
        for name in (*below("question_banks"), *below("templates"), "config.py")
        if not name.startswith("templates/word/source/")
    }
    wanted = below("recruit") | {f"{VENDOR}/{name}" for name in ASSETS} | bundled
    found = {name for name in parts(built.wheels[DIRECT]) if ".dist-info/" not in name}
    assert found == wanted


def test_the_wheel_holds_nothing_that_only_developers_need(built: Built) -> None:
    names = parts(built.wheels[DIRECT])
    strangers = ("tests", "bench", "docs", "source", "__pycache__")
    assert [name for name in names if set(strangers) & set(name.split("/"))] == []
    assert {name.split("/")[0] for name in names} == {"recruit", f"recruit-{__version__}.dist-info"}


def test_what_is_bundled_is_what_lies_in_the_checkout(built: Built) -> None:
    with zipfile.ZipFile(built.wheels[DIRECT]) as archive:
        bundled = [name for name in archive.namelist() if name.startswith("recruit/_bundled/")]
        changed = [
            name
            for name in bundled
            if archive.read(name) != (ROOT / name.removeprefix("recruit/_bundled/")).read_bytes()
        ]
    assert (changed, len(bundled) > 20) == ([], True)


def test_a_wheel_from_the_sdist_is_the_same_wheel(built: Built) -> None:
    assert parts(built.wheels[FROM_SDIST]) == parts(built.wheels[DIRECT])


def test_the_sdist_holds_what_a_developer_needs(built: Built) -> None:
    with tarfile.open(built.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = ("pyproject.toml", "README.md", "LICENSE", "config.py", "tests/conftest.py", "Makefile")
    assert [name for name in wanted if name not in names] == []
    assert [name for name in names if name.startswith((".venv", ".git/", "out/"))] == []


def test_the_metadata_is_that_of_the_project(built: Built) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    with zipfile.ZipFile(built.wheels[DIRECT]) as archive:
        folder = f"recruit-{__version__}.dist-info"
        metadata = Parser().parsestr(archive.read(f"{folder}/METADATA").decode("utf-8"))
        scripts = archive.read(f"{folder}/entry_points.txt").decode("utf-8")
    assert (metadata["Name"], metadata["Version"]) == (project["name"], __version__)
    assert metadata["Requires-Python"] == project["requires-python"]
    needed = [line for line in metadata.get_all("Requires-Dist", []) if "extra ==" not in line]
    assert len(needed) == len(project["dependencies"])
    assert "recruit = recruit.cli:main" in scripts


@pytest.fixture(scope="session", params=[DIRECT, FROM_SDIST])
def installed(request: pytest.FixtureRequest, built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the scripts of a fresh environment: our wheel in it, its dependencies borrowed from here."""
    home = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", "--without-pip", home, folder=home)
    python = home / "bin" / "python"
    install = ("install", "--quiet", "--no-deps", "--no-index", built.wheels[request.param])
    run(sys.executable, "-m", "pip", "--python", python, *install, folder=home)
    # Written after the installation, so that pip does not take our own editable copy for the wheel.
    here = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    purelib = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", folder=home)
    (Path(purelib.strip()) / "borrowed.pth").write_text("\n".join(sorted(here)) + "\n", "utf-8")
    return home / "bin"


def test_the_installed_command_uses_its_own_files(installed: Path, tmp_path: Path) -> None:
    code = "import recruit, recruit.paths as p; print(recruit.__file__); print(p.bundled('question_banks'))"
    package, bank = run(installed / "python", "-c", code, folder=tmp_path).splitlines()
    assert Path(package).is_relative_to(installed.parent)
    assert Path(bank) == Path(package).parent / "_bundled" / "question_banks"


def test_the_installed_command_shows_the_bank(installed: Path, tmp_path: Path) -> None:
    questions = json.loads(run(installed / "recruit", "questions", "--json", folder=tmp_path))
    assert len(questions) >= 80


def test_the_installed_command_draws_a_pack_and_makes_reports(installed: Path, tmp_path: Path) -> None:
    run(installed / "recruit", "pack", "--level", "1", "--out", "p.docx", folder=tmp_path)
    run(installed / "recruit", "demo", "--level", "8", "--out", "demo", folder=tmp_path)
    documents = [tmp_path / "p.docx", *(tmp_path / "demo").rglob("*.docx")]
    assert [zipfile.is_zipfile(path) for path in documents] == [True] * 7
