"""Tells a provider in trouble from one that cannot read us: an error that never changes. Pure.

WeChat Pay answers SYSTEM_ERROR also where a merchant's set-up is wrong: a service provider's
missing `sp_appid`, a product that was never opened. A real disturbance comes and goes, and lets
other answers through; one that only ever says the same, for order after order, is the set-up.
"""

from dataclasses import dataclass, field, replace

from cashier.providers.wechat_words import plain

LEAST_ANSWERS = 5
LEAST_ORDERS = 3
LEAST_S = 60.0
_CODE = "SYSTEMERROR"


@dataclass(frozen=True, slots=True)
class ErrorRun:
    """The run of SYSTEM_ERROR answers that has not been broken by any other answer.

    Attributes:
        answers: how many there were.
        orders: up to `LEAST_ORDERS` of the numbers they were about.
        first: when the first came, monotonic seconds.
        last: when the last came.
    """

    answers: int = 0
    orders: frozenset[str] = field(default=frozenset(), repr=False)
    first: float = 0.0
    last: float = 0.0

    def after(self, provider_code: str, out_trade_no: str, now: float) -> "ErrorRun":
        """Return the run after an answer of the provider about an order."""
        if plain(provider_code) != _CODE:
            return ErrorRun()
        enough = len(self.orders) >= LEAST_ORDERS
        return replace(
            self,
            answers=self.answers + 1,
            orders=self.orders if enough else self.orders | {out_trade_no},
            first=self.first if self.answers else now,
            last=now,
        )

    @property
    def is_configuration(self) -> bool:
        """Whether it is no disturbance any more but the merchant's set-up."""
        long = self.last - self.first >= LEAST_S
        return long and self.answers >= LEAST_ANSWERS and len(self.orders) >= LEAST_ORDERS
