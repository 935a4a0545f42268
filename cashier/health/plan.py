"""Which hosts stand for what, and which are asked only to tell troubles apart."""

from collections.abc import Mapping
from dataclasses import dataclass

from cashier.config.settings import Settings
from cashier.health.reached import Target

# Such hosts answer 204 here, and nothing else, to everybody: phones ask them the same.
_PORTAL_PAGE = "/generate_204"


@dataclass(frozen=True, slots=True)
class Plan:
    """What to probe.

    Args:
        gateways: the hosts that payments need, by the light they stand for.
        internet: hosts that are asked when a gateway is in trouble.
        portals: pages that always answer 204; whoever answers otherwise stands in the way.
        name_servers: public ones as `address:port`, asked when the shop's own ones fail.
    """

    gateways: Mapping[str, Target]
    internet: tuple[Target, ...]
    portals: tuple[Target, ...] = ()
    name_servers: tuple[str, ...] = ()


def plan_of(settings: Settings) -> Plan:
    """Return what to probe; the gateways are probed without any key, as any browser could."""
    gateways = {
        "gateway.wechat": Target(settings.wechat.base_url),
        "gateway.wechat_backup": Target(settings.wechat.backup_url),
        "gateway.alipay": Target(settings.health.alipay_url),
    }
    hosts = tuple(Target(f"https://{host}") for host in settings.health.internet_hosts)
    portals = tuple(Target(f"http://{host}{_PORTAL_PAGE}") for host in settings.health.portal_hosts)
    return Plan(gateways, hosts, portals, settings.health.name_servers)
