"""What a form holds before it is saved: typed values over the stored settings, and what is wrong.

Pure: the same declarations judge a form and a file, so that neither lets through what the other
refuses. Nothing is written here.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from cashier.config.settings import SettingField, Settings, fields, value_at

Said = str | bool
"""What stands in a form: text for everything that is typed or chosen, a switch as it is."""

LIVE = frozenset(
    {
        "language",
        "appearance.theme",
        "appearance.text_scale",
        "appearance.sounds",
        "appearance.reduce_motion",
        "appearance.edge",
        "hotkeys.everywhere",
        "camera.source",
        "customer.display",
        "customer.turned",
        "customer.blank_after_s",
        "startup.autostart",
    }
)
"""The settings that hold at once; every other one holds from the next start."""

_BETWEEN = re.compile(r"[\s,，、;；]+")
_FIELDS: Mapping[str, SettingField] = MappingProxyType({one.path: one for one in fields()})


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a value cannot be kept.

    Attributes:
        path: the setting.
        expected: the kind of its field, or `missing`: a link that is switched on needs it.
        low: the least value, where there is one.
        high: the greatest value, where there is one.
    """

    path: str
    expected: str
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """Settings that may be saved, or everything that is wrong."""

    settings: Settings | None
    wrong: tuple[Wrong, ...] = ()

    def of(self, path: str) -> Wrong | None:
        """Return what is wrong with one setting."""
        return next((one for one in self.wrong if one.path == path), None)


@dataclass(frozen=True, slots=True)
class Draft:
    """The stored settings with what was typed over them."""

    stored: Settings
    typed: Mapping[str, Said] = field(default_factory=dict)

    def put(self, path: str, said: Said) -> "Draft":
        """Return a draft in which a setting says this; as it is stored, it is not changed."""
        typed = {name: value for name, value in self.typed.items() if name != path}
        if _value(_FIELDS[path], said) != value_at(self.stored, path):
            typed[path] = said
        return Draft(self.stored, typed)

    def over(self, stored: Settings) -> "Draft":
        """Return the same changes over settings that were stored meanwhile."""
        draft = Draft(stored)
        for path, said in self.typed.items():
            draft = draft.put(path, said)
        return draft

    def said(self, path: str) -> Said:
        """Return what the form shows for a setting."""
        return self.typed[path] if path in self.typed else shown(value_at(self.stored, path))

    def is_default(self, path: str) -> bool:
        """Whether a setting stands as it does without a file."""
        return _value(_FIELDS[path], self.said(path)) == _FIELDS[path].default

    @property
    def changed(self) -> tuple[str, ...]:
        """The settings that are not as they are stored, in their order."""
        return tuple(path for path in _FIELDS if path in self.typed)

    @property
    def after_restart(self) -> tuple[str, ...]:
        """Those of them that hold from the next start only."""
        return tuple(path for path in self.changed if path not in LIVE)

    def judged(self) -> Judged:
        """Judge everything together: a link that is switched on needs its numbers."""
        data = self.stored.model_dump()
        for path, said in self.typed.items():
            _put(data, path, _value(_FIELDS[path], said))
        try:
            return Judged(Settings.model_validate(data, strict=True))
        except ValidationError as error:
            found = [one for detail in error.errors(include_url=False) for one in _wrong(detail)]
            return Judged(None, tuple({one.path: one for one in found}.values()))


def shown(value: object) -> Said:
    """Return a value as a form shows it."""
    if isinstance(value, bool):
        return value
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _value(known: SettingField, said: Said) -> object:
    """Return what a text means; one that means nothing stays as it is, and is judged wrong."""
    if isinstance(said, bool):
        return said
    if known.kind == "hosts":
        return tuple(part for part in _BETWEEN.split(said) if part)
    if known.kind in ("whole", "number"):
        plain = unicodedata.normalize("NFKC", said).strip()
        try:
            return int(plain) if known.kind == "whole" else float(plain)
        except ValueError:
            return said
    # A Chinese input method may type digits and letters in full width.
    narrow = known.kind in ("digits", "name", "url")
    return (unicodedata.normalize("NFKC", said) if narrow else said).strip()


def _put(data: dict[str, Any], path: str, value: object) -> None:
    *groups, name = path.split(".")
    for group in groups:
        data = data[group]
    data[name] = value


def _wrong(detail: ErrorDetails) -> list[Wrong]:
    parts = [part for part in detail["loc"] if isinstance(part, str)]
    path = ".".join(parts)
    if detail["type"] == "incomplete":
        missing = str(detail["ctx"]["missing"]).split(", ")
        return [Wrong(f"{path}.{name}", "missing") for name in missing]
    known = _FIELDS.get(path)
    if known is None:
        return []
    low, high = (("" if limit is None else f"{limit:g}") for limit in (known.low, known.high))
    return [Wrong(path, known.kind, low, high)]
