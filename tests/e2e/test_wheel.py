"""An installed copy finds playbook, words, icons and schema just as the checkout does.

The wheel is built from a clean copy of the tracked files, straight and by way of the source
archive, installed beside nothing, and asked for every file that the checkout ships.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hatch_build import NotCompiled, compile_kernel
from tests.helpers.shared import ROOT

pytestmark = pytest.mark.timeout(1200)

# Runs outside pytest, in each installation: answers with what it found.
PROBE = """
import json, sys
from pathlib import Path

place, checkout, names = Path(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3])
sys.path[:] = [str(place), *(p for p in sys.path if p and p not in {str(place), checkout})]

import cashier
from cashier.core.resources import resource, translation
from cashier.core.words import LANGUAGES, Words
from cashier.playbook.load import load_playbook
from cashier.scan.kernel import LIBRARY, load
import numpy as np

assert Path(cashier.__file__).is_relative_to(place), cashier.__file__
playbook = load_playbook()
catalogues = sorted({name.partition("_")[0] for name in names["i18n"]})
keys = {language: Words(language, catalogues)("error-bug") for language in LANGUAGES}
finder = np.full((35, 35), 255, np.uint8)
finder[5:30, 5:30], finder[10:25, 10:25] = 0, 255
print(json.dumps({
    "resources": [name for name in names["resources"] if resource(*name.split("/")).is_file()],
    "i18n": [name for name in names["i18n"] if translation(name).is_file()],
    "sizes": sum(resource(*name.split("/")).stat().st_size for name in names["resources"]),
    "causes": len(playbook.causes),
    "words": keys,
    "kernel": load().name,
    "finders": len(load().find_finders(finder)),
    "library": (Path(cashier.__file__).parent / "scan" / "kernel" / LIBRARY).is_file(),
    "schema": sorted(p.name for p in place.rglob("cashier/history/migrations/versions/*.py")),
}))
"""


KERNEL = {
    True: {"kernel": "compiled", "library": True},
    False: {"kernel": "python", "library": False},
}


@pytest.fixture(scope="module")
def clean_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what version control knows or would take; the whole tree where there is none."""
    copy = tmp_path_factory.mktemp("copy")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        names = [Path(os.fsdecode(name)) for name in listed.stdout.split(b"\0") if name]
    else:
        found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
        names = [name for name in found if not name.parts[0].startswith((".", "build", "dist"))]
    for name in names:
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy / name)
    return copy


@pytest.fixture(scope="module")
def shipped(clean_copy: Path) -> dict[str, list[str]]:
    """Name every file that ships beside the code."""
    return {
        folder: sorted(
            path.relative_to(clean_copy / folder).as_posix()
            for path in (clean_copy / folder).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        )
        for folder in ("resources", "i18n")
    }


def run(*command: str | Path, cwd: Path) -> str:
    # Coverage has nothing to measure in what builds and installs, and in copies of the checkout.
    around = {name: value for name, value in os.environ.items() if "COVERAGE" not in name}
    done = subprocess.run(command, cwd=cwd, env=around, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build(source: Path, out: Path, *kind: str) -> Path:
    command: list[str | Path] = [sys.executable, "-m", "build", "--no-isolation", "--outdir", out]
    run(*command, *kind, source, cwd=source)
    [wheel] = out.glob("*.whl")
    return wheel


def compiles(folder: Path) -> bool:
    """Say whether there is a C compiler here that makes libraries."""
    source = folder / "nothing.c"
    source.write_text("int nothing(void) { return 0; }\n")
    try:
        compile_kernel(source, folder / "nothing")
    except NotCompiled:
        return False
    return True


def install(wheel: Path, place: Path) -> Path:
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    run(*pip, "--disable-pip-version-check", "--target", place, wheel, cwd=place.parent)
    return place


def ask(place: Path, shipped: dict[str, list[str]], *, checkout: Path = ROOT) -> dict[str, object]:
    hidden = "" if place == checkout else str(checkout)
    told = run(
        sys.executable, "-I", "-c", PROBE, place, hidden, json.dumps(shipped), cwd=place.parent
    )
    answer: dict[str, object] = json.loads(told)
    return answer


@pytest.fixture(scope="module")
def wheel(clean_copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a wheel straight from the copy."""
    return build(clean_copy, tmp_path_factory.mktemp("straight"), "--wheel")


@pytest.fixture(scope="module")
def straight(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install that wheel, and return where it is."""
    return install(wheel, tmp_path_factory.mktemp("installed") / "one")


def test_wheel_archive_and_checkout_find_the_same(
    clean_copy: Path,
    shipped: dict[str, list[str]],
    wheel: Path,
    straight: Path,
    tmp_path: Path,
) -> None:
    # Without --wheel, build makes the source archive first and the wheel from what is in it.
    by_archive = install(build(clean_copy, tmp_path / "archive"), tmp_path / "two")

    here = ask(ROOT, shipped)
    assert here["resources"] == shipped["resources"]
    assert here["i18n"] == shipped["i18n"]
    assert here["schema"], "no migration was found"
    assert {name.partition("/")[0] for name in shipped["resources"]} >= {"playbook", "icons"}
    # A wheel brings the compiled kernel wherever there is a compiler, whatever the checkout has.
    here |= KERNEL[compiles(tmp_path)]
    assert ask(straight, shipped) == here
    assert ask(by_archive, shipped) == here

    assert here["finders"] == 1
    wheels = (wheel, *tmp_path.glob("*/*.whl"))
    assert len(wheels) == 2
    pure = [one for one in wheels if one.name.endswith("-any.whl")]
    assert len(pure) == (0 if here["library"] else 2)

    [archive] = (tmp_path / "archive").glob("*.tar.gz")
    assert archive.stat().st_size > 0
    [metadata] = straight.glob("cashier_assistant-*.dist-info/METADATA")
    assert "License-Expression: Apache-2.0" in metadata.read_text(encoding="utf-8")
    [entry] = straight.glob("cashier_assistant-*.dist-info/entry_points.txt")
    assert "cashier = cashier.cli:main" in entry.read_text(encoding="utf-8")


def test_the_copy_that_is_installed_holds_no_tests_and_no_leftovers(straight: Path) -> None:
    tops = {path.name for path in straight.iterdir() if not path.name.endswith(".dist-info")}
    assert tops <= {"cashier", "bin"}
    left = [path for path in straight.rglob("*") if path.suffix in {".orig", ".rej", ".sqlite"}]
    assert left == []


def test_without_a_compiler_the_wheel_fits_every_machine_and_works(
    clean_copy: Path,
    shipped: dict[str, list[str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CC", "there-is-no-such-compiler")
    wheel = build(clean_copy, tmp_path / "dist", "--wheel")
    assert wheel.name.endswith("-py3-none-any.whl")
    answer = ask(install(wheel, tmp_path / "place"), shipped)
    assert answer.items() >= KERNEL[False].items()
    assert answer["finders"] == 1
