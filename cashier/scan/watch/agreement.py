"""Whether the reads of one frame bear each other out. Pure."""

from collections.abc import Sequence

from cashier.scan.reading import Read


def agreeing(reads: Sequence[Read]) -> bool:
    """Whether the first read's payload is also said by a read of another symbology."""
    return any(
        read.payload == reads[0].payload and read.symbology != reads[0].symbology
        for read in reads[1:]
    )
