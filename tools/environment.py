"""The checkout's own `.venv`: made, filled from the lock with hashes, mended when it is broken.

Nothing here trusts a half-done set-up: a mark is laid before packages are installed and taken away
after, and the stamp that says "all is there" is written last.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools import debian
from tools.say import ROOT, Stop, say

if sys.platform != "win32":
    import fcntl

NETWORK_WORDS = (
    "connection",
    "resolve",
    "timed out",
    "timeout",
    "unreachable",
    "no matching distribution",
)

NOT_INSIDE = {"PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}


class Environment:
    """A virtual environment at `<root>/.venv` that holds the locked packages and the project.

    Failure policy: an interrupted or damaged environment is made anew; what cannot be mended here
    (no network, no venv module, a folder that cannot be written) ends with a sentence.
    """

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        self.folder = root / ".venv"
        self._stamp = self.folder / "dev-stamp.txt"
        # Beside the folder, not in it: making the folder anew empties it.
        self._mark = root / ".venv-unfinished"

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return self.bin("python")

    def bin(self, name: str) -> Path:
        """Return where a command of the environment stands."""
        if sys.platform == "win32":
            return self.folder / "Scripts" / f"{name}.exe"
        return self.folder / "bin" / name

    def ensure(self) -> None:
        """Make the environment whole; quick when it already is.

        Raises:
            Stop: something is missing that cannot be brought from here.
        """
        if self.is_ready():
            return
        with self._alone():
            if self.is_ready():
                return
            half_done = self._mark.exists()
            self._mark.touch()
            if half_done or self._was_moved() or not self._is_sound():
                self._make()
            self._fill()
            self._stamp.write_text(self.fingerprint(), encoding="utf-8")
            self._mark.unlink()

    def is_ready(self) -> bool:
        """Say whether the stamp fits the lock, the project file, this folder and this Python."""
        try:
            return (
                self._stamp.read_text(encoding="utf-8") == self.fingerprint() and self._is_sound()
            )
        except OSError:
            return False

    def fingerprint(self) -> str:
        """Return what the environment depends on: its place, and a digest of the files."""
        digest = hashlib.sha256()
        for name in ("requirements.lock", "pyproject.toml"):
            digest.update(self.root.joinpath(name).read_bytes())
        return f"{self.folder}\n{digest.hexdigest()}\n"

    def lacks_venv_module(self) -> bool:
        """Say whether it is still to be made, by a Python that cannot make any."""
        return not self.python.exists() and not _makes_environments(_base())

    def loads_qt(self) -> bool:
        """Say whether the window's library finds what it needs of the system."""
        done = subprocess.run(
            [self.python, "-c", "import PySide6.QtWidgets"],
            env=self.variables(),
            capture_output=True,
            check=False,
        )
        return done.returncode == 0

    def variables(self) -> dict[str, str]:
        """Return the variables for programs that run inside.

        They may keep what they compile, whatever the machine wishes elsewhere: the tests start the
        program dozens of times, and each start would compile all of it.
        """
        kept = {name: value for name, value in os.environ.items() if name not in NOT_INSIDE}
        path = os.pathsep.join([str(self.python.parent), kept.get("PATH", os.defpath)])
        return kept | {"VIRTUAL_ENV": str(self.folder), "PATH": path, "PYTHONUTF8": "1"}

    def _was_moved(self) -> bool:
        # Its commands name the interpreter by its whole path, so a copied environment runs another.
        try:
            return self._stamp.read_text(encoding="utf-8").splitlines()[:1] != [str(self.folder)]
        except OSError:
            return False

    def _is_sound(self) -> bool:
        try:
            done = subprocess.run(
                [self.python, "-c", "import pip, sys; sys.exit(sys.version_info < (3, 11))"],
                env=self.variables(),
                capture_output=True,
                check=False,
                timeout=60,
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
        return done.returncode == 0

    def _make(self) -> None:
        say(f"making {self.folder.name} with Python {sys.version.split()[0]}")
        base = _base()
        self._need_venv_module(base)
        done = subprocess.run(
            [base, "-m", "venv", "--clear", self.folder],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            told = (done.stderr or done.stdout).strip()
            raise Stop(f"the environment {self.folder} could not be made:\n{told}")

    @staticmethod
    def _need_venv_module(base: str) -> None:
        if _makes_environments(base):
            return
        if not debian.is_debian():
            raise Stop(f"{base} has no venv module. Please install Python with venv and try again.")
        debian.install([debian.VENV], needed=True)
        if not _makes_environments(base):
            raise Stop(
                f"{base} still has no venv module. Please start dev.py with /usr/bin/python3."
            )

    def _fill(self) -> None:
        say("installing packages (some 350 MB the first time; a minute or two)")
        self._pip("install", "--require-hashes", "--requirement", "requirements.lock")
        self._pip("install", "--no-deps", "--no-build-isolation", "--editable", ".")

    def _pip(self, *args: str) -> None:
        options = ["--quiet", "--no-input", "--disable-pip-version-check", "--retries=2"]
        done = subprocess.run(
            [self.python, "-m", "pip", *args, *options],
            cwd=self.root,
            env=self.variables(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode:
            if network_failed(done.stderr):
                # pip fetches everything before it touches anything: what stands is whole.
                self._mark.unlink()
            raise Stop(explain_pip(done.stderr))

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Let one dev.py at a time work on the environment; the others wait and find it done."""
        try:
            if not self.folder.is_dir():
                self.folder.unlink(missing_ok=True)
            self.folder.mkdir(exist_ok=True)
        except OSError as error:
            raise Stop(f"{self.folder} cannot be made: {error.strerror}.") from error
        if sys.platform == "win32":
            yield
            return
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def _base() -> str:
    """Return the interpreter that environments are made with, also from inside of one."""
    return getattr(sys, "_base_executable", sys.executable) or sys.executable


def _makes_environments(python: str) -> bool:
    probe = [python, "-c", "import ensurepip, venv"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def network_failed(told: str) -> bool:
    """Say whether pip's words speak of a network that does not answer."""
    return any(word in told.lower() for word in NETWORK_WORDS)


def explain_pip(told: str) -> str:
    """Turn pip's last words into a sentence that says what to do."""
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    last = next(
        (line for line in reversed(lines) if line.startswith("ERROR")), lines[-1:] and lines[-1]
    )
    if "do not match the hashes" in told.lower():
        return (
            f"a package is not the one that was locked, so it was not installed.\npip said: {last}"
        )
    if "certificate verify failed" in told.lower():
        return (
            "the packages could not be fetched: something on the way opens TLS, and its "
            "certificate is not trusted. Please set PIP_CERT to your network's certificate file "
            "and start again."
        )
    if network_failed(told):
        return (
            "the packages could not be fetched. Please check the network (or the proxy) and start "
            f"again: what is there already is kept.\npip said: {last}"
        )
    if shutil.disk_usage(ROOT).free < 2**30:
        return f"the packages could not be installed; the disk is nearly full.\npip said: {last}"
    return f"the packages could not be installed.\npip said: {last}"
