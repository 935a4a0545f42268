"""The error tree. Rooms add leaves; library errors become ours at the room's edge.

    CashierError
    ├── WrongUse       the caller can mend it by calling differently          exit 2
    ├── Unavailable    the surroundings lack or refuse something              exit 3
    └── Bug            we broke our own promise: shown as such, never hidden  exit 3

An error carries a stable `code` and plain fields. Its words live in `i18n/errors_*.ftl`:
`error-<code>` says what happened, its attribute `.do` what to do now. No field ever holds a payment
code or a key.
"""

from typing import ClassVar


class CashierError(Exception):
    """Anything that the program says about itself going wrong."""

    code: ClassVar[str] = "unexpected"
    exit_code: ClassVar[int] = 3

    def __init__(self, **fields: str | int) -> None:
        self.fields = fields
        shown = " ".join(f"{name}={value}" for name, value in fields.items())
        super().__init__(f"{self.code} {shown}".rstrip())


class WrongUse(CashierError):
    """The caller asked for something that cannot be; asking differently mends it."""

    code = "wrong-use"
    exit_code = 2


class Unavailable(CashierError):
    """Something outside the program is missing, locked, damaged or out of reach."""

    code = "unavailable"
    exit_code = 3


class Bug(CashierError):
    """A broken promise inside the program."""

    code = "bug"
    exit_code = 3


def every_error(root: type[CashierError] = CashierError) -> list[type[CashierError]]:
    """Return the whole tree below `root`, itself first; only classes already imported are known."""
    found = [root]
    for child in root.__subclasses__():
        found.extend(every_error(child))
    return found
