"""Which words a case shows: the script that fits, in the version that this case gets.

The one place where a script becomes a text key, so that the screen and the record cannot differ.
"""

from dataclasses import dataclass

from cashier.cases.advice import Advice
from cashier.desk.live import LiveCase
from cashier.desk.views import Phrase
from cashier.playbook.variants import OwnText


@dataclass(frozen=True, slots=True)
class Wording:
    """A script by its plain key, its version as events keep it, the key of its text, own words."""

    script: str
    version: str
    text_key: str
    own: tuple[OwnText, ...] = ()

    @property
    def phrase(self) -> Phrase:
        """The script as the window shows it; a shop's own words stand in for the plain ones."""
        return Phrase(self.script if self.own else self.text_key, own=self.own)


def wording(live: LiveCase, advice: Advice) -> Wording:
    """Return what to show now; a case keeps its versions, whatever is pinned meanwhile."""
    case = live.case
    script = "lock-later" if case.in_doubt_after_all else advice.script
    variants = case.playbook.variants
    version = variants.version_for(script, case.case_id, live.pins)
    recorded = variants.recorded(script, version)
    return Wording(script, recorded, version.text_key(script), version.own)
