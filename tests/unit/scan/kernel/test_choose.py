import os
import sys
from pathlib import Path

import pytest

from cashier.scan.kernel import LIBRARY, VARIABLE, choose, load
from cashier.scan.kernel.native import CONTRACT
from hatch_build import NotCompiled, compile_kernel
from tests.helpers.kernels import FOLDER, compiled
from tests.helpers.logbook import Logbook

SHOWN = "#ifdef _WIN32\n#define SHOWN __declspec(dllexport)\n#else\n"
SHOWN += '#define SHOWN __attribute__((visibility("default")))\n#endif\n'
NAMES = ("find_finders", "measure_shapes", "find_triples", "grow_lattice")
FUNCTIONS = "".join(f"SHOWN int {name}(void) {{ return 0; }}\n" for name in NAMES)


def made(folder: Path, code: str) -> Path:
    """Return a folder with a library compiled from this code."""
    source = folder / "other.c"
    source.write_text(code)
    try:
        compile_kernel(source, folder / LIBRARY)
    except NotCompiled as why:
        pytest.skip(str(why))
    return folder


def test_without_a_library_the_twin_serves(tmp_path: Path) -> None:
    assert choose(tmp_path, {}).name == "python"


@pytest.mark.skipif(compiled() is None, reason="the kernel is not compiled here")
def test_a_library_is_taken_unless_the_variable_says_python() -> None:
    assert choose(FOLDER, {}).name == "compiled"
    assert choose(FOLDER, {VARIABLE: "python"}).name == "python"
    assert choose(FOLDER, {VARIABLE: "anything"}).name == "compiled"


def test_what_is_no_library_is_told_and_passed_over(tmp_path: Path, logbook: Logbook) -> None:
    logbook.allow("kernel_not_loaded")
    (tmp_path / LIBRARY).write_text("not a library")
    assert choose(tmp_path, {}).name == "python"
    assert logbook.events == ["kernel_not_loaded"]


@pytest.mark.parametrize(
    "code",
    [
        f"{FUNCTIONS} SHOWN int kernel_contract(void) {{ return {CONTRACT + 1}; }}",
        FUNCTIONS,
        f"SHOWN int kernel_contract(void) {{ return {CONTRACT}; }}",
    ],
    ids=["another-contract", "no-contract", "functions-lack"],
)
def test_a_library_of_another_kernel_is_told_and_passed_over(
    tmp_path: Path, logbook: Logbook, code: str
) -> None:
    logbook.allow("kernel_not_loaded")
    assert choose(made(tmp_path, SHOWN + code + "\n"), {}).name == "python"
    assert logbook.events == ["kernel_not_loaded"]


@pytest.mark.skipif(compiled() is None, reason="the kernel is not compiled here")
def test_where_bytes_come_in_another_order_the_twin_serves(
    monkeypatch: pytest.MonkeyPatch, logbook: Logbook
) -> None:
    logbook.allow("kernel_not_loaded")
    monkeypatch.setattr(sys, "byteorder", "big")
    assert choose(FOLDER, {}).name == "python"
    assert logbook.events == ["kernel_not_loaded"]


def test_one_kernel_serves_the_whole_process() -> None:
    assert load() is load()
    assert load().name == choose(FOLDER, os.environ).name
