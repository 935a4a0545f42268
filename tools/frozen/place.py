"""Where the parts of a build lie, and the environment that it runs in.

Everything is under `build/freeze` of the checkout; nothing else is touched.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.environment import Environment, explain_pip
from tools.say import Stop, say

NAME = "cashier"


@dataclass(frozen=True, slots=True)
class Place:
    """The folders and files of one build."""

    root: Path

    @property
    def folder(self) -> Path:
        """Everything of the build."""
        return self.root / "build" / "freeze"

    @property
    def recipes(self) -> Path:
        """What the build is told by."""
        return self.root / "packaging"

    @property
    def app(self) -> Path:
        """The frozen app."""
        return self.folder / "dist" / NAME

    @property
    def program(self) -> Path:
        """The frozen app's command."""
        return self.app / (f"{NAME}.exe" if sys.platform == "win32" else NAME)

    @property
    def inner(self) -> Path:
        """Where the frozen app keeps what it is made of."""
        return self.app / "_internal"


class BuildEnvironment(Environment):
    """The program's own locked packages, the tools that freeze it, and the program as a wheel."""

    def __init__(self, place: Place) -> None:
        place.folder.mkdir(parents=True, exist_ok=True)
        super().__init__(place.folder)
        self.folder = place.folder / "venv"
        self._place = place

    def variables(self) -> dict[str, str]:
        """Return the variables that make a build the same each time."""
        fixed = {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": epoch(self._place.root)}
        return super().variables() | fixed

    def fill(self, developer: Environment) -> None:
        """Make the environment anew and install into it.

        Raises:
            Stop: a package cannot be had, or the wheel cannot be built.
        """
        lock = self._place.folder / "runtime.lock"
        lock.write_bytes(self._output(developer, "-m", "tools.frozen.runtime"))
        shutil.rmtree(self._place.folder / "wheel", ignore_errors=True)
        say("building the wheel")
        self._output(
            developer, "-m", "build", "--wheel", "--no-isolation",
            "--outdir", str(self._place.folder / "wheel"),
        )  # fmt: skip
        wheel = next((self._place.folder / "wheel").glob("*.whl"))
        self._make()
        say("installing the program and what freezes it")
        tools = self._place.recipes / "requirements.lock"
        hashed = ("install", "--require-hashes", "--no-deps", "--requirement")
        self._installed(*hashed, str(lock))
        self._installed(*hashed, str(tools))
        self._installed("install", "--no-deps", str(wheel))

    def run(self, *command: str, cwd: Path | None = None) -> None:
        """Run the environment's Python.

        Raises:
            Stop: it failed; its last words are told.
        """
        done = subprocess.run(
            [self.python, *command],
            cwd=cwd or self._place.root,
            env=self.variables(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode:
            raise Stop(f"{' '.join(command[:2])} failed:\n{done.stdout[-3000:].strip()}")

    def _installed(self, *command: str) -> None:
        done = subprocess.run(
            [self.python, "-m", "pip", *command, "--quiet", "--no-input",
             "--disable-pip-version-check", "--no-compile"],
            env=self.variables(),
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )  # fmt: skip
        if done.returncode:
            raise Stop(explain_pip(done.stderr))

    def _output(self, developer: Environment, *command: str) -> bytes:
        done = subprocess.run(
            [developer.python, *command],
            cwd=self._place.root,
            env=developer.variables() | {"SOURCE_DATE_EPOCH": epoch(self._place.root)},
            capture_output=True,
            check=False,
        )
        if done.returncode:
            told = (done.stderr or done.stdout).decode("utf-8", "replace")
            raise Stop(f"{' '.join(command[:2])} failed:\n{told[-2000:].strip()}")
        return done.stdout


def epoch(root: Path) -> str:
    """Return the moment that a build is dated with: given, else that of the last commit."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return given if given.isdigit() else _git(root, "log", "-1", "--format=%ct") or "946684800"


def commit(root: Path) -> str:
    """Return the commit that is built, with a mark when files were changed; empty without one."""
    found = _git(root, "rev-parse", "--short=12", "HEAD")
    changed = found and _git(root, "status", "--porcelain", "--untracked-files=no")
    return f"{found}+" if changed else found


def _git(root: Path, *command: str) -> str:
    git = shutil.which("git")
    if git is None:
        return ""
    done = subprocess.run(
        [git, "-C", str(root), *command], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() if done.returncode == 0 else ""
