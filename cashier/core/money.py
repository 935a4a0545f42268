"""Money in whole fen. No floats, no currency but the yuan."""

import re
import unicodedata
from dataclasses import dataclass

from cashier.core.errors import WrongUse

_AMOUNT = re.compile(r"(?P<yuan>\d{1,9})(?:\.(?P<fen>\d{1,2}))?")


class MoneyInvalid(WrongUse):
    """A text that is not an amount of yuan with at most two decimals."""

    code = "money-invalid"


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount in fen (1/100 yuan); never negative."""

    fen: int

    def __post_init__(self) -> None:
        if isinstance(self.fen, bool) or not isinstance(self.fen, int) or self.fen < 0:
            raise MoneyInvalid(text=repr(self.fen)[:24])

    @classmethod
    def parse(cls, text: str) -> "Money":
        """Read what a person types: `16`, `16.5`, `¥1,600.00`, also in full width.

        Raises:
            MoneyInvalid: anything else, a sign, or more than two decimals.
        """
        plain = unicodedata.normalize("NFKC", text).strip().removeprefix("¥").removesuffix("元")
        grouped = re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d{1,2})?", plain.strip())
        match = _AMOUNT.fullmatch(plain.strip().replace(",", "") if grouped else plain.strip())
        if match is None or not plain.isascii():
            raise MoneyInvalid(text=text[:24])
        return cls(int(match["yuan"]) * 100 + int((match["fen"] or "0").ljust(2, "0")))

    @property
    def yuan(self) -> str:
        """The amount in yuan with two decimals, without sign or grouping: `16.00`."""
        return f"{self.fen // 100}.{self.fen % 100:02d}"

    @property
    def grouped(self) -> str:
        """The same for people to read, thousands apart: `1,284.50`."""
        return f"{self.fen // 100:,}.{self.fen % 100:02d}"

    def __str__(self) -> str:
        return self.yuan
