"""Judges the text of a settings file: from text to settings, or to the first error to mend. Pure.

TOML readers give no positions for values, so lines are found here by a light scan; where it cannot
see the key it names the line of the group.
"""

import difflib
import re
import tomllib

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from cashier.config.settings import SettingField, Settings, fields
from cashier.config.settings_errors import (
    SettingsIncomplete,
    SettingsProblem,
    SettingsSyntax,
    SettingsUnknownKey,
    SettingsWrongValue,
)

_POSITION = re.compile(r"at line (\d+), column (\d+)")
_TABLE = re.compile(r"\s*\[\[?([^\[\]]+)\]\]?")
_KEY = re.compile(r"""\s*((?:[\w.\- ]|"[^"]*"|'[^']*')+?)\s*=""")
_BARE = re.compile(r"""=\s*(?!true\b|false\b)[^\s"'\d\[{+\-]""")
_WIDE = re.compile("[“”‘’＝＃［］＂]")
# Earlier versions probed every 20 s, wrote that into each file, and let a shop choose 5.
_ONCE_LEAST_S, _LEAST_S = 5.0, 30.0
# Of the camera; it was in every file and did nothing.
_NO_MORE = "mirror"


def parse(text: str, file: str) -> Settings:
    """Turn the text of a settings file into settings.

    Raises:
        SettingsProblem: names the file, the first line that is wrong, and what to write instead.
    """
    try:
        data = _of_today(_tuples(tomllib.loads(text)))
    except (ValueError, RecursionError) as error:
        raise _syntax(text, str(error), file) from error
    try:
        return Settings.model_validate(data, strict=True)
    except ValidationError as error:
        raise _first(error.errors(include_url=False), text, file) from error


def line_of(text: str, path: tuple[str, ...]) -> int:
    """Return the line where `path` is set, else that of its nearest parent, else 1."""
    best, best_line = 0, 1
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if heading := _TABLE.match(line):
            here = table = _split(heading[1])
        elif key := _KEY.match(line):
            here = (*table, *_split(key[1]))
        else:
            continue
        depth = len(here) if here == path[: len(here)] else 0
        if depth > best:
            best, best_line = depth, number
    return best_line


def _split(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def _tuples(value: object) -> object:
    if isinstance(value, dict):
        return {name: _tuples(inner) for name, inner in value.items()}
    return tuple(value) if isinstance(value, list) else value


def _of_today(data: object) -> object:
    """Read what an earlier version let through as the nearest that is allowed now.

    Refusing it would cost the shop all its settings: the copy that is fallen back on says the same.
    """
    if not isinstance(data, dict):
        return data
    health, camera = data.get("health"), data.get("camera")
    if isinstance(health, dict):
        every_s = health.get("interval_s")
        if isinstance(every_s, (int, float)) and _ONCE_LEAST_S <= every_s < _LEAST_S:
            data = {**data, "health": {**health, "interval_s": _LEAST_S}}
    if isinstance(camera, dict):
        data = {**data, "camera": {key: camera[key] for key in camera if key != _NO_MORE}}
    return data


def _syntax(text: str, reason: str, file: str) -> SettingsSyntax:
    lines = text.splitlines() or [""]
    found = _POSITION.search(reason)
    line, column = (int(found[1]), int(found[2])) if found else (len(lines), 1)
    shown = lines[min(line, len(lines)) - 1]
    return SettingsSyntax(file=file, line=line, column=column, hint=_hint(shown, reason))


def _hint(line: str, reason: str) -> str:
    if _WIDE.search(line):
        return "wide"
    if "\\" in line:
        return "backslash"
    if "overwrite" in reason or "twice" in reason:
        return "twice"
    if _BARE.search(line) or line.count('"') % 2 or line.count("'") % 2:
        return "quotes"
    return "other"


def _first(errors: list[ErrorDetails], text: str, file: str) -> SettingsProblem:
    placed = [(line_of(text, _path(error)), error) for error in errors]
    line, error = min(placed, key=lambda pair: pair[0])
    return _explain(error, line, file)


def _path(error: ErrorDetails) -> tuple[str, ...]:
    return tuple(part for part in error["loc"] if isinstance(part, str))


def _explain(error: ErrorDetails, line: int, file: str) -> SettingsProblem:
    path = _path(error)
    key = ".".join(path)[:80]
    if error["type"] == "extra_forbidden":
        return SettingsUnknownKey(
            file=file, line=line, setting=key, nearest=nearest(path) or "none"
        )
    if error["type"] == "incomplete":
        missing = str(error["ctx"]["missing"])
        return SettingsIncomplete(file=file, line=line, setting=key, missing=missing)
    field = next((known for known in fields() if known.path == key), None)
    return SettingsWrongValue(file=file, line=line, setting=key, **_expected(field))


def _expected(field: SettingField | None) -> dict[str, str]:
    if field is None:
        return {"expected": "group", "allowed": "", "low": "", "high": ""}
    allowed = " · ".join(f'"{choice}"' for choice in field.choices)
    low, high = (("" if limit is None else f"{limit:g}") for limit in (field.low, field.high))
    return {"expected": field.kind, "allowed": allowed, "low": low, "high": high}


def nearest(path: tuple[str, ...]) -> str:
    """Return the known key that was most likely meant, or nothing when none is near."""
    known = {field.path for field in fields()}
    groups = {name.partition(".")[0] for name in known if "." in name}
    wanted = ".".join(path)
    same_name = [name for name in sorted(known) if name.rpartition(".")[2] == path[-1]]
    if same_name:
        return difflib.get_close_matches(wanted, same_name, n=1, cutoff=0.0)[0]
    close = difflib.get_close_matches(wanted, sorted(known | groups), n=1, cutoff=0.75)
    return close[0] if close else ""
