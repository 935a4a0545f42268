"""The operator model: from F9 to the first right sentence, without keys and register link.

Forty stories are worked through on the real window, by keys and once more by touch, by a cashier
who reads the screen and answers truthfully. The rule for "right" is strict:

- Where the till's words leave the order open (`money` is unknown by the table of answers), only the
  lock may speak: its title, its step to look at the register and the records, and the words of a
  script that the story names must all stand in view. Where the phone waits for a password, or has
  no network, or the customer scanned the shop's code, the general words do not count.
- Where the till's words are final, the cause must be named as the first and its words to say must
  stand in view, whole, without scrolling. A neighbour with a similar remedy does not count. Where
  the cause is the customer's own affair, the neutral heading stands in view instead; the card for
  the clerk's eyes must name the cause, which is looked up when the clock has stopped.

An action is a key, a tap or a character that arrives in a field; F9 is one. Seconds are the
keystroke-level model's: K 0.28, P 1.1, H 0.4, M 1.35 for each page or list that is read, a tap P
and BB 0.2, four K for a Chinese character, and the program's own answer as measured. What a
customer takes to answer is not the operator's: it is shown apart, by the playbook's seconds for a
question. `python -m benchmarks.operator 5 15` tells how these stories went.
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from benchmarks.figures import Figure, as_table
from benchmarks.operating.told import Told, stories
from cashier.playbook.load import load_playbook
from cashier.playbook.playbook import Playbook

HOW = ("keys", "touch")
ACTIONS, WORST, SECONDS = 3, 6, 8.0


@dataclass(frozen=True, slots=True)
class Played:
    """How a story went. `customer_s`: what its questions take the customer, by the playbook."""

    told: Told
    right: bool
    actions: int
    seconds: float
    customer_s: float
    did: tuple[str, ...]


def play(told: Iterable[Told], playbook: Playbook, *, touch: bool = False) -> list[Played]:
    """Work through stories, each at a till of its own. Needs a QApplication."""
    from benchmarks.operating.person import Person
    from benchmarks.operating.shop import shop
    from cashier.ui.words import Book

    book, found = Book("zh_CN"), []
    for one in told:
        with (
            tempfile.TemporaryDirectory(prefix="cashier-operator-") as folder,
            shop(Path(folder), playbook, one.lights, book) as open_shop,
        ):
            hand = Person(open_shop, one, touch=touch).work()
        customer_s = sum(playbook.question(name).seconds for name in hand.asked)
        found.append(Played(one, hand.right, hand.actions, hand.seconds, customer_s, hand.did))
    return found


def measure() -> list[Figure]:
    """Work through all stories, by keys and by touch; tell which were missed."""
    return figures(stories())


def figures(told: list[Told]) -> list[Figure]:
    """Return the figures of these stories."""
    app = _application()
    playbook = load_playbook()
    found = []
    for how in HOW:
        played = play(told, playbook, touch=how == "touch")
        for one in played:
            if not one.right or one.actions > WORST or len(told) < len(stories()):
                print(line(how, one))
        found += _figures(how, played)
    app.processEvents()
    return found


def line(how: str, one: Played) -> str:
    """Return how a story went, on one line."""
    verdict = "right" if one.right else f"MISSED {'/'.join(one.told.right)}"
    did = ", ".join(one.did)
    text = one.told.till or one.told.outcome
    return f"{how} {one.told.id}: {verdict}, {one.actions} in {one.seconds:.1f} s ({text}): {did}"


def _figures(how: str, played: list[Played]) -> list[Figure]:
    actions = [one.actions for one in played]
    seconds = sorted(one.seconds for one in played)
    right = 100 * sum(one.right for one in played) / len(played)
    whole = [one.seconds + one.customer_s for one in played]
    late = seconds[int(0.9 * (len(seconds) - 1))]
    return [
        Figure(f"{how}: actions, median of {len(played)}", statistics.median(actions), "", ACTIONS),
        Figure(f"{how}: actions, worst", max(actions), "", WORST),
        Figure(f"{how}: operator's time, median", statistics.median(seconds), "s", SECONDS),
        Figure(f"{how}: operator's time, 90th of 100", late, "s"),
        Figure(f"{how}: with the customer's answers, median", statistics.median(whole), "s"),
        Figure(f"{how}: right sentence", right, "%", 90, "higher"),
    ]


def _application() -> QCoreApplication:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    running: QCoreApplication | None = QApplication.instance()
    return QApplication([]) if running is None else running


def main() -> None:
    """Work through all stories, or those named."""
    wanted = {int(one) for one in sys.argv[1:]}
    print(as_table(figures([one for one in stories() if not wanted or one.id in wanted])))


if __name__ == "__main__":
    main()
