"""The shop's own choice among the versions of a script: pin one, go back, follow the playbook.

The choice lives in `variants.toml` of the shop's overlay and keeps, for each script, the versions
that were in force here, the newest last. The playbook itself is never changed, and no text is.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from cashier.config.files import guarded, write_atomic
from cashier.core.errors import Unavailable, WrongUse
from cashier.playbook.load_variants import FILE
from cashier.playbook.model import cause_key
from cashier.playbook.strict import Table, nearest
from cashier.playbook.variants import NO_PINS, Pins, State, Variants, Version

OVERLAY = "playbook"
Update = Callable[[Pins, Variants], Pins]
"""Makes a new choice of the present one, or raises what stands against it."""

_HEAD = """\
# Which version of a script this shop uses; the last one is in force, those before it were.
# Written by `cashier playbook pin`, `rollback` and `unpin`.
"""


class ScriptUnknown(WrongUse):
    """No script of the playbook has this key."""

    code = "script-unknown"


class ScriptVersionUnknown(WrongUse):
    """The script has no version of this name."""

    code = "script-version-unknown"


class ScriptVersionRetired(WrongUse):
    """The playbook has withdrawn this version; it is not shown any more."""

    code = "script-version-retired"


class ScriptNothingBefore(WrongUse):
    """No earlier version of this script was ever in force."""

    code = "script-nothing-before"


class ScriptNotPinned(WrongUse):
    """The script follows the playbook already."""

    code = "script-not-pinned"


class PinsUnwritable(Unavailable):
    """The file with the shop's choice cannot be written; nothing was changed."""

    code = "pins-unwritable"


class PinnedVersionGone(Unavailable):
    """The playbook has withdrawn the version this shop had pinned; the active one is shown."""

    code = "pinned-version-gone"


class PinFile:
    """The file of one shop. Reading is strict; a broken file is refused, and never overwritten."""

    def __init__(self, settings_dir: Path) -> None:
        self._folder = settings_dir / OVERLAY
        self._path = self._folder / FILE

    def read(self) -> Pins:
        """Return what the shop has chosen; nothing where there is no file.

        Raises:
            PlaybookBroken: the file is there and cannot be used.
        """
        return read_pins(self._folder)

    def change(self, update: Callable[[Pins], Pins]) -> tuple[Pins, Pins]:
        """Let `update` make a new choice of the present one; return both.

        The file is replaced whole or not at all, and nobody else changes it in between.

        Raises:
            PlaybookBroken: the present choice cannot be read.
            PinsUnwritable: the new one could not be kept.
        """
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with guarded(self._path):
                before = self.read()
                after = update(before)
                if after != before:
                    write_atomic(self._path, _toml(after).encode())
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise PinsUnwritable(file=str(self._path), reason=reason) from error
        return before, after


def read_pins(folder: Path) -> Pins:
    """Read a shop's choice from the folder of its additions; nothing where there is no file.

    Raises:
        PlaybookBroken: the file is there and cannot be used.
    """
    if not _there(folder / FILE):
        return NO_PINS
    file = Table.read(folder, FILE)
    found: dict[str, tuple[str, ...]] = {}
    for key, table in file.table("script", optional=True).tables():
        found[key] = table.words("in_force")
        table.finish()
    file.finish()
    return Pins({key: versions for key, versions in found.items() if versions})


def _there(file: Path) -> bool:
    try:
        return file.exists()
    except OSError:
        # A folder that may not be looked into: reading says why.
        return True


def script_entry(variants: Variants, pins: Pins, key: str) -> str:
    """Return the entry of a script named by its key or by the id of its cause.

    Raises:
        ScriptUnknown: there is no such script, and this shop has pinned none of that name.
    """
    for entry in (variants.entry(key), variants.entry(cause_key(key))):
        # What an update took away can still be looked at and let go of.
        if entry in variants.keys or entry in pins.in_force:
            return entry
    raise ScriptUnknown(key=key[:60], nearest=nearest(key, variants.keys))


def in_force(pins: Pins, variants: Variants, key: str) -> Version:
    """Return the version of a script that is shown where no lot is drawn."""
    return variants.version_for(key, pins=pins)


def idle_pins(pins: Pins, variants: Variants) -> tuple[PinnedVersionGone, ...]:
    """Return what there is to say about pins whose version cannot be shown any more."""
    return tuple(
        PinnedVersionGone(
            key=key,
            version=pins.of(key) or "",
            instead=in_force(pins, variants, key).id,
        )
        for key in variants.idle(pins)
    )


def pinned(pins: Pins, variants: Variants, key: str, version_id: str) -> Pins:
    """Return the choice with this version in force.

    Raises:
        ScriptUnknown, ScriptVersionUnknown, ScriptVersionRetired: it cannot be.
    """
    entry = script_entry(variants, pins, key)
    version = variants.find(entry, version_id)
    if version is None:
        known = ", ".join(one.id for one in variants.of(entry) if one.usable)
        raise ScriptVersionUnknown(key=entry, version=version_id[:20], known=known)
    if not version.usable:
        raise ScriptVersionRetired(key=entry, version=version_id)
    before = pins.in_force.get(entry) or (in_force(pins, variants, entry).id,)
    kept = tuple(one for one in before if one != version_id)
    return _with(pins, entry, (*kept, version_id))


def rolled_back(pins: Pins, variants: Variants, key: str) -> Pins:
    """Return the choice with the version in force that was before.

    While the playbook tries versions out, going back ends the trial here. Else it is the version
    that was in force at this shop before, then the playbook's own former one.

    Raises:
        ScriptUnknown: there is no such script.
        ScriptNothingBefore: there is none to go back to.
    """
    entry = script_entry(variants, pins, key)
    now = in_force(pins, variants, entry).id
    chosen = pins.in_force.get(entry, ())
    if not chosen and any(one.state is State.trial for one in variants.of(entry)):
        return _with(pins, entry, (now,))
    usable = [one.id for one in variants.of(entry) if one.usable]
    earlier = [one for one in chosen if one in usable]
    if now in earlier:
        earlier = earlier[: earlier.index(now)]
    if not earlier:
        earlier = _former(variants, entry, now)[-1:]
    if not earlier:
        raise ScriptNothingBefore(key=entry, version=now)
    return _with(pins, entry, tuple(earlier))


def unpinned(pins: Pins, variants: Variants, key: str) -> Pins:
    """Return the choice with this script following the playbook again.

    Raises:
        ScriptUnknown, ScriptNotPinned: there is no such script, or nothing to undo.
    """
    entry = script_entry(variants, pins, key)
    if entry not in pins.in_force:
        raise ScriptNotPinned(key=entry)
    return _with(pins, entry, ())


def _former(variants: Variants, entry: str, now: str) -> list[str]:
    """Return the former versions that stand before the present one, oldest first."""
    ids = [one.id for one in variants.of(entry)]
    older = variants.of(entry)[: ids.index(now)]
    return [one.id for one in older if one.state is State.former]


def _with(pins: Pins, entry: str, versions: tuple[str, ...]) -> Pins:
    chosen = {**pins.in_force, entry: versions}
    return replace(pins, in_force={key: one for key, one in chosen.items() if one})


def _toml(pins: Pins) -> str:
    return _HEAD + "".join(_entry(key, versions) for key, versions in pins.in_force.items())


def _entry(key: str, versions: tuple[str, ...]) -> str:
    listed = ", ".join(map(_quoted, versions))
    return f"\n[script.{_quoted(key)}]\nin_force = [{listed}]\n"


def _quoted(text: str) -> str:
    """Return a TOML string; what a reader wrote into the file may be any text."""
    escaped = "".join(
        char if char.isprintable() and char not in '"\\' else f"\\U{ord(char):08X}" for char in text
    )
    return f'"{escaped}"'
