"""What the packages promise in their texts; that they install is proven by packaging/check_*.sh."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cashier import __version__
from tests.helpers.shared import ROOT
from tools.frozen import deb, nsis, slim
from tools.frozen.build import windows_version
from tools.frozen.place import Place

PACKAGING = ROOT / "packaging"


def test_the_version_is_read_without_importing_the_program() -> None:
    assert deb.version_of(ROOT) == __version__


def test_every_control_field_is_filled() -> None:
    fields = set(re.findall(r"{(\w+)}", (PACKAGING / "debian/control").read_text("utf-8")))
    assert fields == {"version", "architecture", "size", "depends"}


@pytest.mark.parametrize("name", ["preinst", "postinst", "prerm", "postrm", "config"])
def test_maintainer_scripts_are_sound_shell(name: str) -> None:
    shell = shutil.which("sh")
    if shell is None:
        pytest.skip("no shell here")
    subprocess.run([shell, "-n", str(PACKAGING / "debian" / name)], check=True)


def test_the_windows_texts_stand_in_both_languages() -> None:
    script = (PACKAGING / "windows/cashier.nsi").read_text("utf-8")
    told = re.findall(r"^LangString (\w+) \$\{LANG_(\w+)\} \"(.+)\"$", script, re.MULTILINE)
    names = {name for name, _, _ in told}
    assert {(name, language) for name, language, _ in told} == {
        (name, language) for name in names for language in ("SIMPCHINESE", "ENGLISH")
    }
    assert names >= set(re.findall(r"\$\((\w+)\)", script))


def test_what_windows_shows_of_the_program_can_be_read_by_the_freezer() -> None:
    text = windows_version("1.2.3")
    ast.parse(text, mode="eval")
    assert "(1, 2, 3, 0)" in text


@pytest.mark.skipif(shutil.which("makensis") is None, reason="NSIS is not installed")
def test_the_windows_installer_compiles(tmp_path: Path) -> None:
    payload = tmp_path / "app"
    payload.mkdir()
    (payload / "cashier.exe").write_bytes(b"MZ")
    root = tmp_path / "checkout"
    root.mkdir()
    shutil.copytree(PACKAGING, root / "packaging")
    made = nsis.pack(Place(root), payload, "1.2.3")
    assert made.read_bytes().startswith(b"MZ")


@pytest.mark.skipif(sys.platform != "linux", reason="ELF files are looked for")
def test_libraries_are_told_by_what_they_are_not_by_their_names(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "thing").write_bytes(b"\x7fELF rest")
    (tmp_path / "text.so").write_text("no library")
    (tmp_path / "link.so").symlink_to("sub/thing")
    assert [path.name for path in slim.libraries(tmp_path)] == ["thing"]
