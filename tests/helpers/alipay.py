"""The sandbox's Alipay for tests: its keys in a merchant's hands, a gateway, a payment code."""

import itertools

from cashier.core.clock import Clock
from cashier.core.privacy import Secret
from cashier.providers.alipay import AlipayGateway, AlipayHost
from cashier.providers.alipay_signing import AlipayCredentials
from cashier.providers.exchange import Patience
from cashier.sandbox.alipay_wire import APP_ID, PATH
from cashier.sandbox.keys import SandboxKeys
from cashier.sandbox.server import SandboxGateway
from tests.helpers import sandbox as helper

_numbers = itertools.count(1)


def payment_code() -> Secret:
    """Return an Alipay payment code that no test had before."""
    return Secret(f"28{next(_numbers):016d}")


def credentials(known: SandboxKeys | None = None) -> AlipayCredentials:
    """Return what a merchant of the sandbox would enter in the settings."""
    till = (known or helper.keys()).till
    return AlipayCredentials(APP_ID, till.private_key, till.platform_public_key)


def alipay(
    sandbox: SandboxGateway, clock: Clock, patience: Patience | None = None
) -> AlipayGateway:
    """Return the real provider client, pointed at the sandbox."""
    patience = patience or helper.PATIENT
    host = AlipayHost(f"{sandbox.base_url}{PATH}", query=patience, reverse=patience)
    return AlipayGateway(credentials(sandbox.keys), clock, host)
