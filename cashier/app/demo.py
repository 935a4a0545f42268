"""What stands for the world in a demo: the sandbox's shop, and the hosts to probe.

A till in a shop never loads this: it brings a web server along.
"""

from cashier.health.plan import Plan
from cashier.health.reached import Target
from cashier.sandbox.demo import DemoShop as DemoShop


def demo_plan(demo: DemoShop) -> Plan:
    """Return what the demo probes: its own sandbox stands for every host."""
    target = Target(demo.gateway.base_url)
    names = ("gateway.wechat", "gateway.wechat_backup", "gateway.alipay")
    return Plan(dict.fromkeys(names, target), (target,))
