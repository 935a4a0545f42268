"""Finds what a register may be showing from the few characters that a cashier typed. Pure."""

from cashier.desk.views import TillPhrase
from cashier.playbook.playbook import Playbook

_MOST = 6


def matching(text: str, playbook: Playbook) -> tuple[TillPhrase, ...]:
    """Return known messages that contain the text, or whose code begins with it; shortest first."""
    wanted = playbook.codes.normal_text(text)
    code = playbook.codes.normal_code(text)
    if not wanted and not code:
        return ()
    found: dict[str, None] = {}
    for phrase in playbook.phrases:
        for shown in phrase.texts:
            if wanted and wanted in playbook.codes.normal_text(shown):
                found[shown] = None
    for row in playbook.codes.rows:
        if row.call != "charge" or not row.message:
            continue
        by_code = code.isascii() and playbook.codes.normal_code(row.code).startswith(code)
        if by_code or (wanted and wanted in playbook.codes.normal_text(row.message)):
            found[row.message] = None
    return tuple(TillPhrase(one, one) for one in sorted(found, key=len)[:_MOST])
