"""Reads and writes the settings file, and keeps the last good one.

A file that cannot be used never stops the window: `load` returns settings to go on with and says
what is wrong. Environment variables (`CASHIER_CAMERA__SOURCE=1`) override the file, unsaved.
"""

import json
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import structlog
from pydantic import ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from cashier.config.files import write_atomic
from cashier.config.settings import Group, Settings, fields, value_at
from cashier.config.settings_check import parse
from cashier.config.settings_errors import (
    SettingsEncoding,
    SettingsEnvironment,
    SettingsNotAFile,
    SettingsNotSaved,
    SettingsProblem,
    SettingsTooLarge,
    SettingsUnreadable,
)
from cashier.core.paths import Home

MOST_BYTES = 256 * 1024
PREFIX = "CASHIER_"

_log = structlog.get_logger()

FORMAT = "1"
"""Counts up when a program of before could not read the file any more."""


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """The settings to work with, and what a person should know about them.

    `settings` is in force; `stored` is the file's part of it, which a form edits; `overridden`
    names the paths that the environment holds. `source` says where `stored` came from.
    """

    settings: Settings
    stored: Settings
    source: Literal["file", "last_good", "defaults"]
    problem: SettingsProblem | None = None
    overridden: tuple[str, ...] = ()


def last_good_file(home: Home) -> Path:
    """Return where the copy of the last settings that could be used is kept."""
    return home.settings_dir / "settings.last-good.toml"


def load(home: Home) -> LoadedSettings:
    """Read the settings; on any trouble go on with the last good ones, else the defaults."""
    problem: SettingsProblem | None = None
    source: Literal["file", "last_good", "defaults"] = "file"
    try:
        stored = _read(home.settings_file)
    except SettingsProblem as trouble:
        problem, stored, source = trouble, *_fall_back(home)
    else:
        if stored is None:
            stored, source = Settings(), "defaults"
        else:
            _keep(stored, home)
    if problem is not None:
        _log.warning("settings_refused", code=problem.code, source=source)
    settings, trouble_outside = _with_environment(stored)
    changed = tuple(sorted(_differences(stored, settings)))
    return LoadedSettings(settings, stored, source, problem or trouble_outside, changed)


def save(settings: Settings, home: Home) -> None:
    """Write the settings whole or not at all.

    Raises:
        SettingsNotSaved: the old file still stands.
    """
    try:
        write_atomic(home.settings_file, to_toml(settings).encode())
    except OSError as error:
        raise SettingsNotSaved(file=str(home.settings_file)) from error
    _keep(settings, home)


def to_toml(settings: Settings) -> str:
    """Write settings as TOML: single values first, then one table a group."""
    lines = ["# Cashier Assistant · 收银助手"]
    values = dict(settings)
    lines += [_line(name, value) for name, value in values.items() if not isinstance(value, Group)]
    for name, group in values.items():
        if isinstance(group, Group):
            lines += ["", f"[{name}]", *(_line(key, value) for key, value in group)]
    return "\n".join(lines) + "\n"


def _line(name: str, value: object) -> str:
    if isinstance(value, tuple):
        return f"{name} = [{', '.join(_scalar(item) for item in value)}]"
    return f"{name} = {_scalar(value)}"


def _scalar(value: object) -> str:
    # JSON writes text, numbers and switches as TOML does, except that TOML escapes DEL as well.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _read(path: Path) -> Settings | None:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise SettingsNotAFile(file=str(path))
        if status.st_size > MOST_BYTES:
            raise SettingsTooLarge(file=str(path), kilobytes=status.st_size // 1024)
        raw = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SettingsUnreadable(file=str(path)) from error
    return parse(_decode(raw, str(path)), str(path))


def _decode(raw: bytes, file: str) -> str:
    # Editors on Windows put a mark before UTF-8; it changes nothing and is let pass.
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise SettingsEncoding(file=file, line=line) from error
    if "\x00" in text:
        raise SettingsEncoding(file=file, line=text.count("\n", 0, text.index("\x00")) + 1)
    return text


def _fall_back(home: Home) -> tuple[Settings, Literal["last_good", "defaults"]]:
    try:
        kept = _read(last_good_file(home))
    except SettingsProblem:
        kept = None
    return (Settings(), "defaults") if kept is None else (kept, "last_good")


def _keep(settings: Settings, home: Home) -> None:
    path, data = last_good_file(home), to_toml(settings).encode()
    try:
        if not path.is_file() or path.read_bytes() != data:
            write_atomic(path, data)
    except OSError as error:
        _log.warning("last_good_settings_not_kept", reason=type(error).__name__)


class _Environment(Settings, BaseSettings):
    """The settings once more, with the environment laid over the file."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", frozen=True, extra="forbid"
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the library's signature
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - as above
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment win over what the file says; nothing else is read."""
        return env_settings, init_settings


def _with_environment(stored: Settings) -> tuple[Settings, SettingsEnvironment | None]:
    try:
        merged = _Environment(**stored.model_dump())
    except ValidationError as error:
        path = [part for part in error.errors()[0]["loc"] if isinstance(part, str)]
        return stored, SettingsEnvironment(name=PREFIX + "__".join(path).upper())
    except SettingsError:
        return stored, SettingsEnvironment(name=PREFIX)
    return Settings(**dict(merged)), None


def _differences(one: Settings, other: Settings) -> Iterator[str]:
    for field in fields():
        if value_at(one, field.path) != value_at(other, field.path):
            yield field.path
