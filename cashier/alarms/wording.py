"""What a message says: shop, till, what is broken, since when, what to do first. Pure.

Never about a customer, an order or anybody's credit: it goes to a group of people.
"""

from dataclasses import dataclass
from datetime import datetime

from cashier.alarms.alarm import Alarm, Kind, Message
from cashier.alarms.sight import Grade
from cashier.core.words import Words

CATALOGUES = ("alarms", "playbook", "app")


@dataclass(frozen=True, slots=True)
class Place:
    """Which shop and which till it is."""

    shop: str
    till: str


def sentence_key(alarm: Alarm) -> str:
    """Return the key of the one sentence that names what is broken."""
    return sentence_of(alarm.name, alarm.grade)


def sentence_of(name: str, grade: Grade) -> str:
    """Return the key of the sentence for a broken thing by its name and how bad it is."""
    early = name == "health.certificate" and grade is Grade.warn
    return f"alarm-{name.replace('.', '-')}{'_soon' if early else ''}"


def texts(
    message: Message, place: Place, since: datetime, words: Words, first: str = ""
) -> tuple[str, str]:
    """Return title and text of a message.

    Args:
        message: what is to be told.
        place: where.
        since: in the shop's own time.
        words: of the language that the shop chose.
        first: the key of what to do first, where anything is known to do.
    """
    alarm = message.alarm
    sentence = words(sentence_key(alarm))
    lines = [_where(place, words), words("alarm-line-since", time=since.strftime("%H:%M"))]
    if message.kind is not Kind.raised:
        minutes = max(round(message.lasted_s / 60), 1)
        lines.append(words(f"alarm-line-{message.kind}", minutes=minutes))
    if alarm.methods:
        named = words("alarm-line-between").join(_method(one, words) for one in alarm.methods)
        lines.append(words("alarm-line-methods", methods=named))
    if first and message.kind in (Kind.raised, Kind.reminder):
        lines.append(words("alarm-line-first", step=words(first)))
    return words(f"alarm-title-{message.kind}", sentence=sentence), "\n".join(lines)


def trial_texts(place: Place, words: Words) -> tuple[str, str]:
    """Return title and text of the message that only shows that messages arrive."""
    return words("alarm-title-test"), "\n".join((_where(place, words), words("alarm-line-test")))


def _where(place: Place, words: Words) -> str:
    key = "alarm-line-where" if place.shop else "alarm-line-till"
    return words(key, shop=place.shop, till=place.till)


def _method(method: str, words: Words) -> str:
    return words(f"short-{method}")
