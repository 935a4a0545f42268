"""Throw-away keys of the sandbox: made in memory, worth nothing, never those of a real merchant."""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from cashier.core.background import Worker
from cashier.core.errors import WrongUse
from cashier.core.privacy import Secret

_KEY_BITS = 2048
_NONE = Secret("")
ALIPAY_APP_ID = "2021003100000001"
"""The one app of the sandbox's Alipay; it signs with the merchant's private key."""


class TillCredentialsInvalid(WrongUse):
    """The demo till was not handed one line of JSON with its credentials."""

    code = "till-credentials-invalid"


@dataclass(frozen=True, slots=True)
class TillCredentials:
    """What a merchant's software holds: its private key, the gateway's public one, shared keys.

    The shared keys, for notices (APIv3) and for the older protocol, are empty where it has none.
    """

    mchid: str
    appid: str
    serial_no: str
    private_key: Secret
    public_key_id: str
    platform_public_key: str
    api_v3_key: Secret = _NONE
    api_v2_key: Secret = _NONE

    def to_line(self) -> str:
        """Return one line of JSON with the private key in it: for a pipe or a file of one owner."""
        return json.dumps(
            {
                "mchid": self.mchid,
                "appid": self.appid,
                "serial_no": self.serial_no,
                "private_key": self.private_key.reveal(),
                "public_key_id": self.public_key_id,
                "platform_public_key": self.platform_public_key,
                "api_v3_key": self.api_v3_key.reveal(),
                "api_v2_key": self.api_v2_key.reveal(),
            }
        )

    @classmethod
    def from_line(cls, line: str) -> "TillCredentials":
        """Read what `to_line` wrote.

        Raises:
            TillCredentialsInvalid: not JSON, or a field is missing.
        """
        try:
            found = dict(json.loads(line))
            return cls(
                mchid=str(found["mchid"]),
                appid=str(found["appid"]),
                serial_no=str(found["serial_no"]),
                private_key=Secret(str(found["private_key"])),
                public_key_id=str(found["public_key_id"]),
                platform_public_key=str(found["platform_public_key"]),
                api_v3_key=Secret(str(found.get("api_v3_key", ""))),
                api_v2_key=Secret(str(found.get("api_v2_key", ""))),
            )
        except (ValueError, TypeError, KeyError) as error:
            raise TillCredentialsInvalid from error


class PlatformMode(StrEnum):
    """What the merchant's answers are signed with: chosen in its back office.

    `both` is a merchant that migrates: the public key for who asks for it, else the certificate.
    """

    public_key = "public_key"
    certificate = "certificate"
    both = "both"


@dataclass(frozen=True, slots=True)
class SandboxKeys:
    """Both sides' keys and the token of the private control address.

    Attributes:
        till: what the merchant's software holds.
        merchant_public_key: what the merchant's signatures are checked with.
        platform_private_key: what answers are signed with.
        control_token: opens the private addresses.
        api_v3_key: seals callbacks and certificates for the merchant.
        api_v2_key: signs both ways in the older protocol.
        sub_mchid: the shop that the merchant serves when it calls as a service provider.
        mode: which of the platform's keys is in use.
    """

    till: TillCredentials
    merchant_public_key: str
    platform_private_key: Secret
    control_token: Secret
    api_v3_key: Secret
    api_v2_key: Secret
    sub_mchid: str = "1900000110"
    mode: PlatformMode = PlatformMode.public_key


def begin_keys(
    entropy: Callable[[int], bytes] = secrets.token_bytes,
) -> Callable[[], SandboxKeys]:
    """Begin to make a merchant pair, a platform pair and a control token; what is returned waits.

    The search for primes takes a tenth of a second or three, on two threads of its own, and holds
    nobody up meanwhile.

    Args:
        entropy: returns that many random bytes, for serials and the token (the RSA pairs always
            come from the operating system).
    """
    workers = Worker("merchant keys"), Worker("platform keys")
    begun = [worker.submit(_pair) for worker in workers]

    def wait() -> SandboxKeys:
        merchant, platform = (future.result() for future in begun)
        for worker in workers:
            worker.close()
        return _keys_of(merchant, platform, entropy)

    return wait


def make_keys(entropy: Callable[[int], bytes] = secrets.token_bytes) -> SandboxKeys:
    """Make keys and wait for them; see `begin_keys`."""
    return begin_keys(entropy)()


def _keys_of(
    merchant: tuple[str, str], platform: tuple[str, str], entropy: Callable[[int], bytes]
) -> SandboxKeys:
    merchant_private, merchant_public = merchant
    platform_private, platform_public = platform
    till = TillCredentials(
        mchid="1900000109",
        appid="wx5a6d0b0bca55h1er",
        serial_no=_serial(entropy),
        private_key=Secret(merchant_private),
        public_key_id=f"PUB_KEY_ID_01{int.from_bytes(entropy(12), 'big'):029d}",
        platform_public_key=platform_public,
        api_v3_key=Secret(entropy(16).hex()),
        api_v2_key=Secret(entropy(16).hex().upper()),
    )
    return SandboxKeys(
        till=till,
        merchant_public_key=merchant_public,
        platform_private_key=Secret(platform_private),
        control_token=Secret(entropy(24).hex()),
        api_v3_key=till.api_v3_key,
        api_v2_key=till.api_v2_key,
    )


@cache
def stranger_key() -> Secret:
    """Return a private key that belongs to nobody: what forged answers are signed with."""
    return Secret(_pair()[0])


@cache
def certificate_key() -> Secret:
    """Return the private key that stands behind the platform certificate of this run."""
    return Secret(_pair()[0])


def _serial(entropy: Callable[[int], bytes]) -> str:
    # 40 digits, and a positive number of 20 bytes as certificates want it.
    first, *rest = entropy(20)
    return bytes([first & 0x3F | 0x40, *rest]).hex().upper()


def _pair() -> tuple[str, str]:
    private = rsa.generate_private_key(public_exponent=65537, key_size=_KEY_BITS)
    private_pem = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public_pem = private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private_pem.decode("ascii"), public_pem.decode("ascii")
