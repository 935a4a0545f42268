"""Ways to the sandbox for `cashier doctor --sandbox` and `cashier sandbox`: sound or broken."""

import difflib
import ssl
from collections.abc import Awaitable, Callable, Iterable
from contextlib import ExitStack
from functools import partial

from cashier.core.closing import Closing
from cashier.core.errors import WrongUse
from cashier.health.plan import Plan
from cashier.health.reached import Target
from cashier.health.resolve import resolve_by_dns
from cashier.sandbox.name_server import NameFault, NameServer
from cashier.sandbox.net import NetRig
from cashier.sandbox.net_faults import NetFault

ROUTE = "route"
"""The main host is out of reach while everything else answers."""
_NAME = "gateway.sandbox.test"
_NAMELESS = {f"dns_{fault}": fault for fault in NameFault if fault is not NameFault.answers}
NETS: tuple[str, ...] = (*NetFault, *_NAMELESS, ROUTE)


class UnknownNet(WrongUse):
    """No fault of the way has this name."""

    code = "unknown-net"


def net_named(name: str, known: Iterable[str] = NETS) -> str:
    """Return the fault of the way with that name, with hyphens or underscores.

    Args:
        name: what was asked for.
        known: the names that may be.

    Raises:
        UnknownNet: there is none; the error names the nearest.
    """
    plain = name.strip().replace("-", "_")
    names = tuple(known)
    if plain not in names:
        near = difflib.get_close_matches(plain, names, n=1, cutoff=0.0)
        raise UnknownNet(name=name, nearest=near[0])
    return plain


class Ways(Closing):
    """The main way and the one everything else takes, to one gateway; closing ends both.

    Args:
        port: where the gateway listens.
        net: one of `NETS`.
        delay_s: how long `slow` holds an answer back.
    """

    def __init__(self, port: int, net: str = NetFault.sound, *, delay_s: float = 3.0) -> None:
        with ExitStack() as parts:
            self._main = parts.enter_context(NetRig(port, secured=True, delay_s=delay_s))
            self._other = parts.enter_context(NetRig(port, secured=True, delay_s=delay_s))
            self._names = parts.enter_context(NameServer())
            self.be(net)
            self._parts = parts.pop_all()

    def be(self, net: str) -> None:
        """Behave like one of `NETS` from now on.

        Raises:
            UnknownNet: there is none of this name.
        """
        self.net = net_named(net)
        main = NetFault.refused if self.net in (ROUTE, *_NAMELESS) else NetFault(self.net)
        everywhere = self.net != ROUTE and self.net not in _NAMELESS
        self._main.be(main)
        self._other.be(main if everywhere else NetFault.sound)
        self._names.be(_NAMELESS.get(self.net, NameFault.answers))

    @property
    def base_url(self) -> str:
        """Where a till calls the gateway."""
        return self._main.base_url

    @property
    def broken(self) -> bool:
        """Whether anything is wrong with it."""
        return self.net != NetFault.sound

    def trust(self) -> ssl.SSLContext:
        """Return TLS that trusts these ways and nobody else."""
        context = self._main.context()
        context.load_verify_locations(cadata=self._other.authority)
        return context

    def resolve(self) -> Callable[[str], Awaitable[tuple[str, ...]]]:
        """Return what turns names into addresses."""
        return partial(resolve_by_dns, resolver=self._names.resolver())

    def plan(self) -> Plan:
        """Return which hosts stand for what: all of them are this gateway."""
        main, other = (Target(f"https://{_NAME}:{rig.port}") for rig in (self._main, self._other))
        # One host by its address: whether the internet is there does not hang on names.
        by_address = Target(self._other.base_url)
        gateways = {
            "gateway.wechat": main,
            "gateway.wechat_backup": other,
            "gateway.alipay": other,
        }
        return Plan(gateways, (by_address,))

    def close(self) -> None:
        """End both."""
        self._parts.close()
