"""The compiled kernel of a checkout: made when it lacks, fresh when its source changed."""

import shutil
import sys
from pathlib import Path

import pytest

from hatch_build import LIBRARY, compiler
from tests.helpers.shared import ROOT
from tools import kernel
from tools.environment import Environment

FOLDER = Path("cashier", "scan", "kernel")


class ThisEnvironment(Environment):
    """A checkout elsewhere that is run by the Python of this test."""

    @property
    def python(self) -> Path:
        return Path(sys.executable)


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    (tmp_path / FOLDER).mkdir(parents=True)
    for name in kernel.SOURCES:
        shutil.copy2(ROOT / name, tmp_path / name)
    return ThisEnvironment(tmp_path)


def library(environment: Environment) -> Path:
    return environment.root / FOLDER / LIBRARY


needs_compiler = pytest.mark.skipif(compiler() is None, reason="no C compiler here")


@needs_compiler
def test_it_is_compiled_once(environment: Environment, capsys: pytest.CaptureFixture[str]) -> None:
    kernel.ensure(environment)
    first = library(environment).stat().st_mtime_ns
    kernel.ensure(environment)
    assert library(environment).stat().st_mtime_ns == first
    assert capsys.readouterr().out == ""
    left = {path.name for path in (environment.root / FOLDER).iterdir()}
    assert left == {"kernel.c", LIBRARY, kernel.STAMP.name}


@needs_compiler
def test_it_is_compiled_again_when_the_source_changed_or_the_library_is_gone(
    environment: Environment,
) -> None:
    kernel.ensure(environment)
    first = library(environment).stat().st_ino, library(environment).stat().st_mtime_ns
    with (environment.root / FOLDER / "kernel.c").open("a") as source:
        source.write("/* changed */\n")
    kernel.ensure(environment)
    assert (library(environment).stat().st_ino, library(environment).stat().st_mtime_ns) != first
    library(environment).unlink()
    kernel.ensure(environment)
    assert library(environment).is_file()


@pytest.mark.parametrize("language", ["en_GB.UTF-8", "zh_CN.UTF-8"])
def test_without_a_compiler_one_sentence_says_so_and_nothing_stale_is_left(
    environment: Environment,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    language: str,
) -> None:
    library(environment).write_text("compiled from another source")
    monkeypatch.setenv("CC", "there-is-no-such-compiler")
    monkeypatch.setenv("LC_ALL", language)
    kernel.ensure(environment)
    said = capsys.readouterr().out
    assert "Python" in said
    assert "no C compiler was found" in said
    assert len(said.splitlines()) == 1
    assert not library(environment).exists()


@needs_compiler
def test_what_the_compiler_refuses_is_shown(
    environment: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    (environment.root / FOLDER / "kernel.c").write_text("this is no C\n")
    kernel.ensure(environment)
    assert "could not compile kernel.c" in capsys.readouterr().out
    assert not library(environment).exists()
