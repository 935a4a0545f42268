"""Where the program keeps its things. Nothing is written elsewhere."""

import os
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import platformdirs

from cashier.core.errors import Unavailable

_APP = "cashier-assistant"
_MEMORY = "/dev/shm"  # noqa: S108 - a folder of our own is made in it, for this user alone


class HomeUnusable(Unavailable):
    """The folder for settings and data cannot be made or written."""

    code = "home-unusable"


class HomePassing(Unavailable):
    """Nothing can be written at home: what is recorded ends with the program."""

    code = "home-passing"


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of one installation."""

    settings_dir: Path
    data_dir: Path
    log_dir: Path

    @classmethod
    def at(cls, folder: Path) -> "Home":
        """Put settings, data, logs and vault under one folder.

        Raises:
            HomeUnusable: there is no such place, as with `~nobody`.
        """
        try:
            whole = folder.expanduser().absolute()
        except (OSError, RuntimeError) as error:
            # No such user behind `~`, or the folder we stand in is gone.
            raise HomeUnusable(folder=str(folder), reason="~") from error
        return cls(settings_dir=whole, data_dir=whole / "data", log_dir=whole / "logs")

    @classmethod
    def default(cls) -> "Home":
        """Use `CASHIER_HOME` when it is set, else the platform's own folders.

        Raises:
            HomeUnusable: the user has no home folder, so that these would lie anywhere.
        """
        chosen = os.environ.get("CASHIER_HOME")
        if chosen:
            return cls.at(Path(chosen))
        dirs = platformdirs.PlatformDirs(_APP, appauthor=False)
        home = cls(
            settings_dir=dirs.user_config_path,
            data_dir=dirs.user_data_path,
            log_dir=dirs.user_log_path,
        )
        return home.somewhere()

    @property
    def settings_file(self) -> Path:
        """The settings a person may edit (TOML)."""
        return self.settings_dir / "settings.toml"

    @property
    def vault_file(self) -> Path:
        """Provider keys, encrypted."""
        return self.settings_dir / "vault.bin"

    @property
    def database(self) -> Path:
        """The history."""
        return self.data_dir / "history.sqlite"

    @property
    def open_orders_file(self) -> Path:
        """Whole numbers of orders that are still followed, encrypted."""
        return self.data_dir / "open-orders.bin"

    @property
    def timeline_file(self) -> Path:
        """How the lights were over time (JSON lines)."""
        return self.data_dir / "lights.jsonl"

    @property
    def playbook_dir(self) -> Path:
        """The shop's own rules, methods and words, laid over the playbook."""
        return self.settings_dir / "playbook"

    def somewhere(self) -> "Home":
        """Return self, if it is the same place wherever the program was started.

        Raises:
            HomeUnusable: it is not, as for a user without a home folder.
        """
        for folder in (self.settings_dir, self.data_dir, self.log_dir):
            if not folder.is_absolute():
                raise HomeUnusable(folder=str(folder), reason="HOME")
        return self

    def passing(self, folder: Path) -> "Home":
        """Return a home that writes into `folder` and reads the settings that are here, if any."""
        there = self.settings_dir if _is_folder(self.settings_dir) else folder
        return replace(self, settings_dir=there, data_dir=folder / "data", log_dir=folder / "logs")

    def make(self) -> "Home":
        """Create the folders, readable by this user only, and return self.

        Raises:
            HomeUnusable: a folder cannot be made or is not a folder.
        """
        for folder in (self.settings_dir, self.data_dir, self.log_dir):
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            except (OSError, ValueError) as error:
                reason = getattr(error, "strerror", None) or str(error)
                raise HomeUnusable(folder=str(folder), reason=reason) from error
        return self


def _is_folder(path: Path) -> bool:
    """Whether there is such a folder; not where nobody may look, or no such name can be."""
    try:
        return path.is_dir()
    except OSError:
        return False


def passing_folder() -> "tempfile.TemporaryDirectory[str]":
    """Return a new folder that ends with the program: in memory where there is such a place.

    What goes there goes there because the disk is full or read-only, as may be all of it.
    """
    memory = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    return tempfile.TemporaryDirectory(prefix="cashier-", dir=memory, ignore_cleanup_errors=True)
