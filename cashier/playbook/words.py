"""The three texts of a script: said aloud, read by the clerk, shown to the customer.

Texts are looked up in the catalogue of a language when shown. Choosing which script fits is not
done here.
"""

from dataclasses import dataclass

from cashier.core.words import Words
from cashier.playbook.model import cause_key

CATALOGUE = "playbook"


@dataclass(frozen=True, slots=True)
class Script:
    """Three texts for one situation; only `clerk` may name the cause."""

    aloud: str
    clerk: str
    display: str


def script(key: str, words: Words) -> Script:
    """The script under a Fluent key, such as `cause-code-expired` or `lock-wait`."""
    return Script(words(f"{key}.aloud"), words(f"{key}.clerk"), words(f"{key}.display"))


def scripts(cause_id: str, language: str, words: Words | None = None) -> Script:
    """The script of a cause in a language; hand in `words` to save reading the catalogue."""
    book = words if words is not None else Words(language, (CATALOGUE,))
    return script(cause_key(cause_id), book)
