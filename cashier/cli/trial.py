"""`cashier doctor --sandbox`: one charge of the demo till in a sandbox of our own, judged.

The demo till charges, the provider's client asks what became of the order, the probes try the way:
all real, all on this machine, with throw-away keys.
"""

import asyncio
import json
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TextIO

from cashier.cli.chain import Chain, Told, chain_of, lines, snapshot_of, to_json
from cashier.cli.ways import Ways
from cashier.core.clock import SystemClock
from cashier.core.money import Money
from cashier.core.words import Words
from cashier.health.lights import Snapshot
from cashier.health.prober import Prober
from cashier.health.reach import Reach
from cashier.playbook.evidence import Evidence
from cashier.playbook.playbook import Playbook
from cashier.providers.alipay import AlipayHost
from cashier.providers.errors import GatewayAnswerUnverified, GatewayError
from cashier.providers.exchange import Patience
from cashier.providers.from_keys import alipay_from_keys, wechat_from_keys
from cashier.providers.gateway import Gateway
from cashier.providers.wechat_hosts import WeChatHosts
from cashier.sandbox.alipay_wire import PATH
from cashier.sandbox.fault_model import Tongue
from cashier.sandbox.faults import BY_NAME, fault
from cashier.sandbox.keys import ALIPAY_APP_ID, SandboxKeys
from cashier.sandbox.net_faults import NetFault
from cashier.sandbox.server import SandboxGateway
from cashier.sandbox.till import PROVIDERS
from cashier.sandbox.till_alipay import AlipayTillClient
from cashier.sandbox.till_charge import TillClient
from cashier.sandbox.till_outcome import Outcome
from cashier.sandbox.wallet import fresh_payment_code

_PRICE = Money(1600)
_OUTCOMES = {"paid": "paid", "waiting": "waiting", "timeout": "timeout", "failed": "failed"}
_SLOW_S = 3.1


@dataclass(frozen=True, slots=True)
class TrialOptions:
    """What is to go wrong, how long till and probes wait, and by what the sandbox is quicker."""

    faults: tuple[str, ...] = ()
    net: str = NetFault.sound
    patience_s: float = 2.0
    probe_s: float = 5.0
    pace: float = 1.0
    keys: SandboxKeys | None = field(default=None, repr=False)


def try_in_sandbox(
    options: TrialOptions, playbook: Playbook, words: Words, out: TextIO, *, as_json: bool
) -> int:
    """Try one payment and print the chain; 1 when a link is broken.

    Raises:
        UnknownFault: a fault has no such name.
        UnknownNet: the way has no such fault.
        SandboxUnavailable: this machine does not let the sandbox listen.
    """
    chain = trial(options, playbook)
    if as_json:
        print(json.dumps({"chain": to_json(chain, words)}, ensure_ascii=False), file=out)
    else:
        print("\n".join(lines(chain, words)), file=out)
    return 1 if chain.broken else 0


def trial(options: TrialOptions, playbook: Playbook) -> Chain:
    """Try one payment and judge the chain; see `try_in_sandbox` for what it raises."""
    names = [fault(name).name for name in options.faults]
    clock = SystemClock()
    with ExitStack() as parts:
        sandbox = parts.enter_context(
            SandboxGateway(faults=names, clock=clock, keys=options.keys, pace=options.pace)
        )
        ways = parts.enter_context(Ways(sandbox.port, options.net, delay_s=_SLOW_S))
        snapshot = asyncio.run(_lights(ways, clock, options.probe_s))
        told = _charge(sandbox, ways, options, names)
    return chain_of(told, snapshot, playbook)


async def _lights(ways: Ways, clock: SystemClock, patience_s: float) -> Snapshot:
    reach = Reach(clock, patience_s, ways.trust(), ways.resolve())
    return snapshot_of(await Prober(reach, ways.plan()).round(), clock.now())


def _charge(
    sandbox: SandboxGateway, ways: Ways, options: TrialOptions, names: Sequence[str]
) -> Told:
    clock, patience_s = SystemClock(), options.patience_s
    base_url, trust = (ways.base_url, ways.trust()) if ways.broken else (sandbox.base_url, None)
    method = _method(names)
    make = AlipayTillClient if method == "alipay" else TillClient
    client = make(base_url, sandbox.keys.till, clock, timeout_s=patience_s, trust=trust)
    try:
        number = client.new_order_number()
        outcome = client.charge(number, _PRICE, fresh_payment_code(method=method))
    finally:
        client.close()
    seen = [Evidence(name, value, "clerk") for one in names for name, value in BY_NAME[one].seen]
    order_state, cause = (None, "") if ways.broken else asyncio.run(_asked(sandbox, number, method))
    return Told(
        evidence=(*_said(outcome, method), *seen),
        order_state=order_state,
        outcome=_OUTCOMES[outcome.state],
        method=method,
        cause=cause,
    )


def _method(names: Sequence[str]) -> str:
    """Return the method that these faults are about."""
    if any(BY_NAME[one].tongues == {Tongue.alipay} for one in names):
        return "alipay"
    return "fenfu" if any("fenfu" in BY_NAME[one].cause for one in names) else "wechat"


def _said(outcome: Outcome, method: str) -> tuple[Evidence, ...]:
    """Return what the till knows of the charge, as evidence of the register."""
    provider = PROVIDERS[method]
    http = str(outcome.status) if outcome.kind == "answered" else outcome.transport
    told = (
        ("register.code", f"{provider}/{outcome.code}" if outcome.code else ""),
        ("register.text", outcome.message),
        ("register.http", http),
        ("register.outcome", outcome.state if outcome.state != "paid" else ""),
    )
    return tuple(Evidence(name, value, "register") for name, value in told if value)


async def _asked(sandbox: SandboxGateway, number: str, method: str) -> tuple[str | None, str]:
    """Return the state of the order where it could be asked, and the cause the answer settles."""
    gateway = _provider(sandbox, method)
    try:
        state = str((await gateway.query(number)).state)
    except GatewayAnswerUnverified:
        # Somebody who is not the provider has answered.
        return None, "network.intercepted"
    except GatewayError:
        return None, ""
    finally:
        await gateway.close_client()
    return (None if state == "unknown" else state), ""


def _provider(sandbox: SandboxGateway, method: str) -> Gateway:
    till, url = sandbox.keys.till, sandbox.base_url
    clock, quick = SystemClock(), Patience(connect_s=1.0, answer_s=3.0)
    if method == "alipay":
        host = AlipayHost(url + PATH, query=quick, reverse=quick)
        return alipay_from_keys(till, ALIPAY_APP_ID, clock, host)
    return wechat_from_keys(till, clock, WeChatHosts(url, None, query=quick, reverse=quick))
