"""What to do when something is broken: the playbook's checklist, for the shop and not one customer.

With what to go on is said by the head and by each case, which know whether an order is in doubt; an
alarm does not, so no task of it charges. Pure.
"""

from collections.abc import Mapping
from types import MappingProxyType

from cashier.playbook.checklists import Task
from cashier.playbook.playbook import Playbook

# Payments that fail alike say which side is at fault, and no more.
_BURSTS: Mapping[str, str] = MappingProxyType(
    {
        "burst.merchant": "merchant.config_wrong",
        "burst.network": "network.shop_offline",
        "burst.provider": "provider.outage",
        "burst.any": "merchant.scanner_fault",
    }
)
_OF_ONE_ORDER = frozenset({"query_order", "look_in_app", "keep_number", "hand_over"})
_TAKING_BACK = "reverse_order"


def checklist(broken: str, playbook: Playbook) -> tuple[Task, ...]:
    """Return the tasks for a broken link, light or burst; none for a name that has no list.

    What mends comes first, then what looks after payments under way.
    """
    charging = {step.id for step in playbook.steps if step.charges} | {_TAKING_BACK}
    tasks = [
        task
        for task in playbook.checklists.of(_BURSTS.get(broken, broken))
        if task.who != "customer" and task.step not in charging
    ]
    return tuple(sorted(tasks, key=lambda task: task.id in _OF_ONE_ORDER))
