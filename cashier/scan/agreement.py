"""Which reads of one picture say the same: a bar code and a QR code on one screen are one code.

Pure. Two symbols that agree are as good as two frames that do: misreading both the same way is out
of the question.
"""

from collections.abc import Sequence

from cashier.scan.grammar.normal import normal
from cashier.scan.reading import Read, centre, inside


def pairs(reads: Sequence[Read]) -> tuple[tuple[Read, ...], ...]:
    """Group reads by what they say; groups come in the order of their first read."""
    groups: dict[str, list[Read]] = {}
    for read in reads:
        groups.setdefault(normal(read.payload.reveal()), []).append(read)
    return tuple(tuple(group) for group in groups.values())


def agreeing(reads: Sequence[Read]) -> bool:
    """Whether another symbology, or a symbol at another place, says what the first read says."""
    if not reads:
        return False
    first, *others = pairs(reads)[0]
    return any(_is_another_symbol(first, other) for other in others)


def _is_another_symbol(one: Read, other: Read) -> bool:
    apart = not inside(centre(one.corners), other.corners) and not inside(
        centre(other.corners), one.corners
    )
    return apart or one.symbology != other.symbology
