"""Which words a case shows: the script that fits, in the version that this case gets.

The one place where a script becomes a text key, so that the screen and the record cannot differ.
"""

from dataclasses import dataclass

from cashier.cases.advice import Advice
from cashier.desk.live import LiveCase


@dataclass(frozen=True, slots=True)
class Wording:
    """A script by its plain key, its version as events keep it, and the key of its text."""

    script: str
    version: str
    text_key: str


def wording(live: LiveCase, advice: Advice) -> Wording:
    """Return what to show now; a case keeps its versions, whatever is pinned meanwhile."""
    case = live.case
    script = "lock-later" if case.in_doubt_after_all else advice.script
    variants = case.playbook.variants
    version = variants.version_for(script, case.case_id, live.pins)
    return Wording(script, variants.recorded(script, version), version.text_key(script))
