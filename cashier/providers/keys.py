"""Is a text that somebody pasted a key of the kind that is asked for? Pure; keeps nothing."""

import re
from collections.abc import Callable

from cashier.core.privacy import Secret
from cashier.providers import from_settings as named
from cashier.providers import pem
from cashier.providers.alipay_certificates import app_number, key_in_certificate, root_number
from cashier.providers.alipay_signing import read_private_key, read_public_key
from cashier.providers.errors import CredentialFlaw, CredentialsInvalid

_API_KEY = re.compile(r"[0-9A-Za-z]{32}")
_TOKEN = re.compile(r"[0-9A-Za-z]{16,128}")


def _text(
    shape: re.Pattern[str], field: str, flaw: CredentialFlaw = CredentialFlaw.unreadable
) -> Callable[[Secret], object]:
    def check(text: Secret) -> None:
        if not shape.fullmatch(text.reveal()):
            raise CredentialsInvalid(field, flaw)

    return check


_CHECKS: dict[str, Callable[[Secret], object]] = {
    named.PRIVATE_KEY: pem.private_key,
    named.PLATFORM_KEY: lambda text: pem.public_key(text.reveal(), "platform_public_key"),
    named.API_V3_KEY: _text(_API_KEY, "api_v3_key", CredentialFlaw.length),
    named.API_V2_KEY: _text(_API_KEY, "api_v2_key", CredentialFlaw.length),
    named.MERCHANT_CERTIFICATE: lambda text: pem.certificate(text.reveal(), "merchant_certificate"),
    named.ALIPAY_PRIVATE_KEY: read_private_key,
    named.ALIPAY_PUBLIC_KEY: lambda text: read_public_key(text.reveal()),
    named.ALIPAY_APP_CERTIFICATE: lambda text: app_number(text.reveal()),
    named.ALIPAY_CERTIFICATE: lambda text: key_in_certificate(text.reveal()),
    named.ALIPAY_ROOT_CERTIFICATE: lambda text: root_number(text.reveal()),
    named.ALIPAY_AUTH_TOKEN: _text(_TOKEN, "app_auth_token"),
}
NAMES = tuple(_CHECKS)
"""The keys that a vault may hold, in the order in which a shop is asked for them."""


def check_key(name: str, text: Secret) -> None:
    """Refuse what is no key, certificate or token of this name.

    Raises:
        CredentialsInvalid: it is none; without the parser's words, which may repeat a part of it.
    """
    _CHECKS[name](text)
