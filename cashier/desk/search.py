"""Finds what a register may be showing from the few characters that a cashier typed. Pure."""

from collections.abc import Iterable

from cashier.desk.case_views import TillPhrase
from cashier.playbook.playbook import Playbook

_MOST = 14
_LONGEST_CODE = 64


def matching(text: str, playbook: Playbook) -> tuple[TillPhrase, ...]:
    """Return known messages whose code begins with the text, that hold it or that resemble it.

    What is shown is what a register shows: an English text stays English, so that choosing it
    says no more than the register does.
    """
    found = dict.fromkeys((*_by_code(text, playbook), *playbook.codes.resembling(text)))
    return tuple(TillPhrase(one, one) for one in list(found)[:_MOST])


def _by_code(text: str, playbook: Playbook) -> Iterable[str]:
    code = playbook.codes.normal_code(text[:_LONGEST_CODE])
    if not code or not code.isascii():
        return ()
    return (
        row.message
        for row in playbook.codes.rows
        if row.call == "charge"
        and row.message
        and playbook.codes.normal_code(row.code).startswith(code)
    )
