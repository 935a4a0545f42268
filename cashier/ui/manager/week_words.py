"""Parts of the week in words: `周六 18–21 点`. No Qt."""

from cashier.history.model import WeekPart
from cashier.ui.words import Book


def day_text(words: Book, weekday: int) -> str:
    """Return the short name of a day; Monday is 0."""
    return words(f"manager-weekday-{weekday}")


def hours_text(words: Book, part: tuple[int, int]) -> str:
    """Return some hours of a day."""
    return words("manager-hours", begin=part[0], end=part[1])


def part_text(words: Book, part: WeekPart) -> str:
    """Return a part of the week."""
    hours = hours_text(words, (part.from_hour, part.until_hour))
    return words("manager-week-part", day=day_text(words, part.weekday), hours=hours)
