"""An edit of the shop's own rules: what it says, who makes it, why it is refused, what it changes.

Plain values; `rulebook` makes them and puts them in force.
"""

import errno
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cashier.core.errors import Unavailable, WrongUse
from cashier.core.privacy import strip_digits
from cashier.history.audit import AuditKind, AuditRecord
from cashier.playbook.overlay_text import texts
from cashier.playbook.playbook import Playbook
from cashier.playbook.rules import FILE

RULE_KINDS = frozenset({AuditKind.rules_changed, AuditKind.rules_reverted})
BY_HAND = "file"


class EditRefused(WrongUse):
    """An edit of the rules that cannot be used. Fields as those of `PlaybookBroken`."""

    code = "rules-edit-refused"


class RulesFileUnreadable(WrongUse):
    """The file with the edited rules is not there, or cannot be read. Fields: file, reason."""

    code = "rules-file-unreadable"


class RulesFileEmpty(WrongUse):
    """The file with the edited rules is empty: more likely a slip than a shop without rules."""

    code = "rules-file-empty"


class RuleUnknown(WrongUse):
    """There is no rule of this name."""

    code = "rule-unknown"


class RulesNotSaved(Unavailable):
    """The rules could not be written; those from before still hold."""

    code = "rules-not-saved"


class RulesChangedMeanwhile(WrongUse):
    """Somebody else changed the shop's own file since the edit was begun; nothing was saved."""

    code = "rules-changed-meanwhile"


@dataclass(frozen=True, slots=True)
class Edit:
    """A file that could take the place of one of the shop's own, and what would hold then.

    `over` is what stood there when the edit was begun; None where there was no file.
    """

    text: str
    playbook: Playbook
    over: bytes | None
    kind: AuditKind = AuditKind.rules_changed
    name: str = FILE


@dataclass(frozen=True, slots=True)
class Author:
    """Who changes the rules, when, and whether with a PIN."""

    by: str
    at: datetime
    pin: bool = False


def differences(
    before: Mapping[str, str],
    playbook: Playbook,
    author: Author,
    kind: AuditKind = AuditKind.rules_changed,
) -> tuple[AuditRecord, ...]:
    """Return one record for each rule and method that is not as before."""
    after = texts(playbook)
    return tuple(
        AuditRecord(
            kind=kind,
            at=author.at,
            by=author.by,
            what=name,
            before=before.get(name, ""),
            after=after.get(name, ""),
            pin=author.pin,
        )
        for name in dict.fromkeys((*before, *after))
        # As it is kept: the record knows no long digits.
        if strip_digits(before.get(name, "")) != strip_digits(after.get(name, ""))
    )


def check_readable(file: Path) -> None:
    """Refuse a file that cannot be read, or is empty."""
    try:
        if file.exists() and not file.is_file() and not file.is_dir():
            # A pipe or a device: opening one may wait for ever.
            raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
        with file.open("rb") as opened:
            begins = opened.read(1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RulesFileUnreadable(file=str(file), reason=reason) from error
    if not begins:
        raise RulesFileEmpty(file=str(file))
