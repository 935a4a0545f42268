"""Whose trouble it is: the shop's own network, its name service, the route, or the provider. Pure.

Judged over all hosts of one round together, because one host alone cannot tell a cut cable from a
fallen server. What does not follow stays unnamed: None.
"""

from collections.abc import Mapping, Sequence

from cashier.health.lights import Light, Trouble
from cashier.health.prober import Round
from cashier.health.reached import Reached

_MAIN, _BACKUP = "gateway.wechat", "gateway.wechat_backup"


def intercepted(found: Round) -> bool:
    """Whether somebody stands in the way: an untrusted certificate, a page not itself."""
    portal = found.portal
    odd_page = portal is not None and portal.status != 204
    opened = any(one.reason == "certificate" for one in found.every)
    return opened or (odd_page and not any(one.passed("first_byte") for one in found.every))


def out_of_shop(found: Round) -> bool:
    """Whether anything outside this shop answered."""
    spoke = any(one.passed("first_byte") or one.late for one in found.every)
    return spoke or found.names_elsewhere is True


def blame(found: Round) -> Trouble | None:
    """Return what the failures of a round say together; None where nothing failed."""
    failed = {name: tried.best for name, tried in found.gateways.items() if not tried.best.ok}
    failed = {name: one for name, one in failed.items() if not one.late}
    if not failed:
        return None
    if intercepted(found):
        return Trouble("network.intercepted", _light_of_interception(found))
    clockish = [one for one in found.every if one.reason == "clockish"]
    if clockish and not any(one.offset_s is not None for one in found.every):
        return Trouble("merchant.clock_skew", "clock")
    if not out_of_shop(found):
        return _shut_in(found)
    return _of_hosts(failed, found)


def _light_of_interception(found: Round) -> str:
    return "tls" if any(one.reason == "certificate" for one in found.every) else "internet"


def _shut_in(found: Round) -> Trouble:
    """Nothing outside answered: no way out, or only no names."""
    by_name = [one for one in found.every if one.target.by_name]
    no_names = bool(by_name) and all(one.stage == "dns" for one in found.every)
    if no_names and found.names_elsewhere is None and found.own.route is not False:
        return Trouble("network.dns", "dns")
    return Trouble("network.shop_offline", "internet")


def _of_hosts(failed: Mapping[str, Reached], found: Round) -> Trouble:
    """Some hosts answer: names, the route to one host, or the provider."""
    first = next(iter(failed))
    if all(one.stage == "dns" for one in failed.values()):
        every_name = all(one.stage == "dns" for one in found.every if one.target.by_name)
        return Trouble("network.dns", "dns" if every_name else first)
    backup = found.gateways.get(_BACKUP)
    backup_speaks = backup is not None and backup.best.passed("first_byte")
    if first == _MAIN and failed[_MAIN].stage != "http" and backup_speaks:
        return Trouble("network.route", _MAIN)
    return Trouble("provider.outage", first)


def blame_slow(lights: Mapping[str, Light], gateways: Sequence[str]) -> Trouble | None:
    """Return what amber lights say where nothing failed: the shop's line, or one provider."""
    if _state(lights, "internet") == "warn":
        return Trouble("network.slow", "internet")
    slow = [name for name in gateways if _state(lights, name) == "warn"]
    if slow and len(slow) == len(gateways) > 1:
        return Trouble("network.slow", slow[0])
    return Trouble("provider.outage", slow[0]) if slow else None


def _state(lights: Mapping[str, Light], name: str) -> str:
    light = lights.get(name)
    return light.state if light is not None else "unknown"
