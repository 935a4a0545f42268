"""Where a clerk looks an order up when no provider can be asked: screens, apps, numbers on bills.

For UnionPay and bank cards this is the only way: their networks offer a shop no interface to ask,
so for them the program has tables of codes and these steps, and nothing else. Data only; the words
are in the catalogue of the window.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Lookup:
    """Keys of the words for each step, in the order in which a clerk goes through them."""

    steps: tuple[str, ...]


SHOPS_RECORDS = frozenset(
    {
        "lookup-wechat-merchant",
        "lookup-alipay-merchant",
        "lookup-unionpay-merchant",
        "lookup-any-merchant",
    }
)
"""The steps that lead to the shop's own records: where those are, only the shop knows."""
_REGISTER = "lookup-register"
_SURE = "lookup-sure"
_WECHAT = Lookup((_REGISTER, "lookup-wechat-merchant", "lookup-wechat-bill", _SURE))
_ALIPAY = Lookup((_REGISTER, "lookup-alipay-merchant", "lookup-alipay-bill", _SURE))
_UNIONPAY = Lookup(("lookup-terminal", "lookup-unionpay-merchant", "lookup-unionpay-bill", _SURE))
_CARD = Lookup(("lookup-terminal", "lookup-card-acquirer", "lookup-card-bill", _SURE))
_ECNY = Lookup((_REGISTER, "lookup-any-merchant", "lookup-ecny-bill", _SURE))
_ANY = Lookup((_REGISTER, "lookup-any-merchant", "lookup-any-bill", _SURE))
_NOTHING = Lookup(())
_BY_METHOD: Mapping[str, Lookup] = MappingProxyType(
    {
        "fenfu": _WECHAT,
        "wechat": _WECHAT,
        "alipay": _ALIPAY,
        "alipay_instalment": _ALIPAY,
        "unionpay": _UNIONPAY,
        "card": _CARD,
        "card_instalment": _CARD,
        "ecny": _ECNY,
        "cash": _NOTHING,
    }
)


def clerk_lookup(method: str) -> Lookup:
    """Return where to look for a payment with `method`; one that nobody named has general steps."""
    return _BY_METHOD.get(method, _ANY)
