"""All providers that the shop has keys for, and which of them to ask about a payment."""

import asyncio
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import structlog

from cashier.core.errors import CashierError
from cashier.playbook.evidence import Evidence
from cashier.providers.gateway import Gateway, Version

# Methods that no provider answers for (UnionPay, cards, e-CNY, cash) are looked up by the clerk.
PROVIDERS: Mapping[str, str] = MappingProxyType(
    {
        "fenfu": "wechat",
        "wechat": "wechat",
        "alipay": "alipay",
        "alipay_instalment": "alipay",
    }
)

_log = structlog.get_logger()


class Gateways:
    """The shop's providers by name; there may be none.

    Failure policy: each fails alone. A provider that breaks tells nothing; the others still do.
    """

    def __init__(self, by_name: Mapping[str, Gateway] | None = None) -> None:
        self._by_name = dict(by_name or {})

    def __iter__(self) -> Iterator[Gateway]:
        return iter(self._by_name.values())

    def __len__(self) -> int:
        return len(self._by_name)

    def named(self, name: str) -> Gateway | None:
        """Return the provider of this name, if the shop has its keys."""
        return self._by_name.get(name)

    def for_method(self, method: str | None) -> Gateway | None:
        """Return whom to ask about a payment with `method`.

        Where nobody said the method, the shop's only provider is asked; of several none is, since
        the wrong one would answer that there is no such order.
        """
        if method is None:
            return next(iter(self)) if len(self) == 1 else None
        return self._by_name.get(PROVIDERS.get(method, ""))

    @property
    def versions(self) -> tuple[Version, ...]:
        """Return what every provider speaks and uses."""
        return tuple(version for gateway in self for version in gateway.versions)

    async def readiness(self) -> tuple[Evidence, ...]:
        """Ask all at once what of the merchant's set-up works."""
        found = await asyncio.gather(*map(_ready, self))
        return tuple(evidence for one in found for evidence in one)

    async def close_clients(self) -> None:
        """Close every connection; on the loop that used them."""
        await asyncio.gather(*(gateway.close_client() for gateway in self))


async def _ready(gateway: Gateway) -> tuple[Evidence, ...]:
    try:
        return await gateway.readiness()
    except CashierError as error:
        _log.info("provider_readiness_unknown", provider=gateway.name, code=error.code)
        return ()
