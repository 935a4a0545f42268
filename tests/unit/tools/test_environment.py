"""The set-up of `.venv`: trusts no half-done work, mends what is broken, speaks plainly."""

import subprocess
import sys
from pathlib import Path

import pytest

import dev
from tools import debian
from tools.environment import Environment, explain_pip
from tools.say import Stop


class FakeEnvironment(Environment):
    """Makes an empty interpreter link and installs nothing, but says what it was asked."""

    def __init__(self, root: Path, pip_says: str = "") -> None:
        super().__init__(root)
        self.asked: list[str] = []
        self.pip_says = pip_says

    def _make(self) -> None:
        self.asked.append("make")
        self.python.parent.mkdir(parents=True, exist_ok=True)
        self.python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        self.python.chmod(0o755)

    def _fill(self) -> None:
        self.asked.append("fill")
        if self.pip_says == "interrupt":
            raise KeyboardInterrupt
        if self.pip_says:
            raise Stop(self.pip_says)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    root = tmp_path / "a path with spaces"
    root.mkdir()
    (root / "requirements.lock").write_text("one==1\n")
    (root / "pyproject.toml").write_text("[project]\n")
    return root


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fake interpreter is a script")


def test_the_first_start_makes_and_fills_and_the_second_does_nothing(checkout: Path) -> None:
    environment = FakeEnvironment(checkout)
    environment.ensure()
    environment.ensure()
    assert environment.asked == ["make", "fill"]


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_a_changed_lock_or_project_fills_again(checkout: Path, name: str) -> None:
    environment = FakeEnvironment(checkout)
    environment.ensure()
    (checkout / name).write_text("changed\n")
    environment.ensure()
    assert environment.asked == ["make", "fill", "fill"]


def test_an_interrupted_start_is_made_anew(checkout: Path) -> None:
    environment = FakeEnvironment(checkout, "interrupt")
    with pytest.raises(KeyboardInterrupt):
        environment.ensure()
    environment.pip_says = ""
    environment.ensure()
    assert environment.asked == ["make", "fill", "make", "fill"]


def test_a_broken_interpreter_is_made_anew(checkout: Path) -> None:
    environment = FakeEnvironment(checkout)
    environment.ensure()
    environment.python.unlink()
    environment.ensure()
    assert environment.asked == ["make", "fill", "make", "fill"]


def test_a_file_in_its_place_is_taken_away(checkout: Path) -> None:
    (checkout / ".venv").write_text("not a folder")
    FakeEnvironment(checkout).ensure()
    assert (checkout / ".venv").is_dir()


def test_a_moved_checkout_is_made_anew(checkout: Path) -> None:
    FakeEnvironment(checkout).ensure()
    moved = checkout.rename(checkout.parent / "moved")
    environment = FakeEnvironment(moved)
    environment.ensure()
    assert environment.asked == ["make", "fill"]


def test_programs_inside_see_the_environment_only(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    environment = FakeEnvironment(checkout)
    variables = environment.variables()
    assert "PYTHONPATH" not in variables
    assert variables["PATH"].startswith(str(environment.python.parent))


def test_what_is_compiled_inside_is_kept(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert "PYTHONDONTWRITEBYTECODE" not in FakeEnvironment(checkout).variables()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("WARNING: Retrying: NewConnectionError\nERROR: No matching distribution found", "network"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE FILE\nx", "is not the one"),
        ("x: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: x", "PIP_CERT"),
        ("ERROR: something else", "pip said: ERROR: something else"),
        ("", "could not be installed"),
    ],
)
def test_pip_is_put_into_a_sentence(told: str, said: str) -> None:
    assert said in explain_pip(told)


def fake_command(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Debian of our own: it has what `packages.txt` lists, apt-get notes what it is asked."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "packages.txt").write_text("")
    fake_command(folder, "dpkg-query", f'/bin/cat "{folder}/packages.txt"')
    fake_command(folder, "apt-get", f'echo "$@" >> "{folder}/asked.txt"')
    fake_command(folder, "fc-list", "true")
    fake_command(folder, "cc", "true")
    fake_command(folder, "sh", 'exec /bin/sh "$@"')
    monkeypatch.setenv("PATH", str(folder))
    return folder


ALL = (*debian.QT_OFFSCREEN, *debian.QT_X11, *debian.OTHERS)


def list_packages(machine: Path, *names: str) -> None:
    text = "".join(f"{name} installed\n" for name in names)
    (machine / "packages.txt").write_text(text)


def test_what_is_missing_is_listed_with_a_font(machine: Path) -> None:
    list_packages(machine, *(name for name in ALL if name != "xauth"))
    assert debian.missing() == ["xauth", debian.CHINESE_FONT]


def test_any_chinese_font_will_do(machine: Path) -> None:
    list_packages(machine, *ALL, "fonts-noto-cjk")
    assert debian.missing() == []
    list_packages(machine, *ALL)
    fake_command(machine, "fc-list", "echo SimSun")
    assert debian.missing() == []


def test_any_compiler_will_do_and_one_is_brought_where_there_is_none(machine: Path) -> None:
    list_packages(machine, *ALL, "fonts-noto-cjk")
    (machine / "cc").unlink()
    assert debian.missing() == list(debian.COMPILER)


def test_newer_names_of_a_library_count(machine: Path) -> None:
    list_packages(machine, *(name for name in ALL if name != "libglib2.0-0"), "libglib2.0-0t64")
    assert debian.missing() == [debian.CHINESE_FONT]


def test_a_removed_package_is_missing(machine: Path) -> None:
    list_packages(machine, *ALL[1:], "fonts-noto-cjk")
    with (machine / "packages.txt").open("a") as file:
        file.write(f"{ALL[0]} config-files\n")
    assert debian.missing() == [ALL[0]]


def test_root_installs_after_an_update(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    debian.install(["xauth", "xvfb"], needed=True)
    assert (machine / "asked.txt").read_text().splitlines() == [
        "update",
        "install -y --no-install-recommends xauth xvfb",
    ]


def test_others_are_given_the_one_command(
    machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    command = "su -c 'apt-get update && apt-get install -y --no-install-recommends xauth'"
    debian.install(["xauth"], needed=False)
    assert command in capsys.readouterr().out
    with pytest.raises(Stop, match="python3-venv"):
        debian.install(["python3-venv"], needed=True)
    assert not (machine / "asked.txt").exists()
    fake_command(machine, "sudo", "true")
    debian.install(["xauth"], needed=False)
    assert "sudo sh -c 'apt-get update" in capsys.readouterr().out


def test_a_python_that_makes_no_environments_is_brought_in_the_same_command(
    machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    list_packages(machine, *ALL[1:], debian.CHINESE_FONT)
    with pytest.raises(Stop) as stopped:
        debian.ensure(venv=True)
    assert str(stopped.value).count("install -y --no-install-recommends") == 1
    assert f"{ALL[0]} {debian.VENV}'" in str(stopped.value)
    assert debian.ensure(venv=False) == [ALL[0]]
    assert "Going on without them." in capsys.readouterr().out
    list_packages(machine, *ALL, debian.CHINESE_FONT)
    assert debian.ensure(venv=False) == []


class WithoutQt(FakeEnvironment):
    """Everything is there but what Qt needs of the system."""

    def loads_qt(self) -> bool:
        return False


@pytest.mark.parametrize(
    ("lacking", "command", "code"), [(["libgl1"], "run", 3), ([], "run", 0), (["xvfb"], "check", 0)]
)
def test_where_qt_cannot_load_the_command_for_it_is_the_last_word(
    checkout: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    lacking: list[str],
    command: str,
    code: int,
) -> None:
    monkeypatch.setattr("dev.Environment", lambda: WithoutQt(checkout))
    monkeypatch.setattr("dev.debian.ensure", lambda **_: lacking)
    monkeypatch.setattr("dev.kernel.ensure", lambda _environment: None)
    for name in ("run", "check"):
        monkeypatch.setattr(f"dev.{name}", lambda _environment, _rest: 0)
    assert dev.main([command]) == code
    said = capsys.readouterr().out
    assert said.rstrip().endswith("--no-install-recommends libgl1'") == (code == 3)


def test_qt_loads_where_its_libraries_are(checkout: Path) -> None:
    environment = FakeEnvironment(checkout)
    environment.ensure()
    assert environment.loads_qt()
    environment.python.write_text("#!/bin/sh\nexit 1\n")
    assert not environment.loads_qt()


def test_only_an_environment_that_is_still_to_be_made_needs_the_module(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = FakeEnvironment(checkout)
    assert not environment.lacks_venv_module()
    monkeypatch.setattr("tools.environment._makes_environments", lambda _python: False)
    assert environment.lacks_venv_module()
    environment.ensure()
    assert not environment.lacks_venv_module()


def test_a_failing_apt_is_quoted(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    fake_command(machine, "apt-get", "echo 'E: no network' >&2; exit 100")
    with pytest.raises(Stop, match="E: no network"):
        debian.install(["xauth"], needed=True)


def test_dev_py_names_its_commands() -> None:
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, root / "dev.py", "--help"], capture_output=True, text=True, check=True
    )
    for command in ("run", "test", "check", "bench", "pictures"):
        assert f"\n  {command} " in done.stdout
