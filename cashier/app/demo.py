"""What stands for the world in a demo: the sandbox's shop, its providers, the hosts to probe.

A till in a shop never loads this: it brings a web server along.
"""

from cashier.core.clock import Clock
from cashier.health.plan import Plan
from cashier.health.reached import Target
from cashier.providers.alipay import AlipayHost
from cashier.providers.from_keys import alipay_from_keys, wechat_from_keys
from cashier.providers.gateways import Gateways
from cashier.providers.wechat_hosts import WeChatHosts
from cashier.sandbox.alipay_wire import PATH
from cashier.sandbox.demo import DemoShop as DemoShop
from cashier.sandbox.keys import ALIPAY_APP_ID


def demo_gateways(demo: DemoShop, clock: Clock) -> Gateways:
    """Build every provider over the demo's sandbox, with its throw-away keys."""
    keys, url = demo.gateway.keys.till, demo.gateway.base_url
    return Gateways(
        {
            "wechat": wechat_from_keys(keys, clock, WeChatHosts(url, None)),
            "alipay": alipay_from_keys(keys, ALIPAY_APP_ID, clock, AlipayHost(url + PATH)),
        }
    )


def demo_plan(demo: DemoShop) -> Plan:
    """Return what the demo probes: its own sandbox stands for every host."""
    target = Target(demo.gateway.base_url)
    names = ("gateway.wechat", "gateway.wechat_backup", "gateway.alipay")
    return Plan(dict.fromkeys(names, target), (target,))
