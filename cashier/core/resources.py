"""Finds what ships with the program: playbook, icons, samples, schema, words.

A checkout or editable install keeps them beside the package, a wheel inside it (`cashier/_data`),
a frozen app beside its modules in the same place. This is the only module that knows.
"""

from functools import cache
from pathlib import Path

from cashier.core.errors import Bug

_PACKAGE = Path(__file__).resolve().parent.parent


class ResourceMissing(Bug):
    """A file that ships with the program is not there: the installation is damaged."""

    code = "resource-missing"


@cache
def _base() -> Path:
    packed = _PACKAGE / "_data"
    return packed if packed.is_dir() else _PACKAGE.parent


def resource(*parts: str) -> Path:
    """Return the path of a file or folder under `resources/`.

    Raises:
        ResourceMissing: there is no such thing in this installation.
    """
    return _existing(_base().joinpath("resources", *parts))


def translation(name: str) -> Path:
    """Return the path of a catalogue under `i18n/`, for example `app_en.ftl`.

    Raises:
        ResourceMissing: there is no such catalogue in this installation.
    """
    return _existing(_base() / "i18n" / name)


def _existing(path: Path) -> Path:
    if not path.exists():
        raise ResourceMissing(name="/".join(path.parts[-2:]))
    return path
