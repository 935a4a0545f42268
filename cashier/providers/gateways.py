"""All providers that the shop has keys for, as one. It knows whose orders a method makes."""

import asyncio
from collections.abc import Iterator, Mapping

from cashier.playbook.evidence import Evidence
from cashier.providers.gateway import Gateway, Version

_PROVIDER_OF = {
    "fenfu": "wechat",
    "wechat": "wechat",
    "alipay": "alipay",
    "alipay_instalment": "alipay",
}


class Gateways:
    """Providers by their names.

    Failure policy: each is asked by itself; what one lacks or cannot do says nothing of another.
    """

    def __init__(self, by_name: Mapping[str, Gateway]) -> None:
        self._by_name = dict(by_name)

    def __iter__(self) -> Iterator[Gateway]:
        return iter(self._by_name.values())

    def __len__(self) -> int:
        return len(self._by_name)

    def for_method(self, method: str | None) -> Gateway | None:
        """Return who has the orders of this method; for None the only provider there is."""
        if method is None:
            return next(iter(self)) if len(self) == 1 else None
        return self._by_name.get(_PROVIDER_OF.get(method, ""))

    @property
    def versions(self) -> tuple[Version, ...]:
        """What every provider speaks."""
        return tuple(version for gateway in self for version in gateway.versions)

    async def readiness(self) -> tuple[Evidence, ...]:
        """Ask all at once what of the merchant's set-up works."""
        found = await asyncio.gather(*(one.readiness() for one in self), return_exceptions=True)
        return tuple(item for said in found if isinstance(said, tuple) for item in said)

    async def close_clients(self) -> None:
        """Close every provider's connections; on the loop that used them."""
        for gateway in self:
            await gateway.close_client()
