"""How a file of secrets is sealed: for whom, and what can be wrong with one. Pure.

A file: magic 8 · key mark 8 · place mark 8 · length 4 · nonce 12 · sealed JSON. All of it is
authenticated.
"""

import hashlib
import hmac
import json
import struct
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from cashier.core.errors import Unavailable

MAGIC = b"CASHVLT1"
_HEADER = struct.Struct(">8s8s8sI12s")
_TAG = 16


class VaultProblem(Unavailable):
    """The stored provider keys cannot be used; everything else can."""

    code = "vault-problem"


class VaultKeyMissing(VaultProblem):
    """The file is here but the keyring knows nothing of it: another user, or a new keyring."""

    code = "vault-key-missing"


class VaultWrongKey(VaultProblem):
    """The file was sealed with another key: it was copied from another computer."""

    code = "vault-wrong-key"


class VaultOtherPlace(VaultProblem):
    """The file belongs to another merchant number or another installation."""

    code = "vault-other-place"


class VaultTruncated(VaultProblem):
    """The file ends too early."""

    code = "vault-truncated"


class VaultDamaged(VaultProblem):
    """The file is not what was written."""

    code = "vault-damaged"


class VaultUnreadable(VaultProblem):
    """The system refuses to open the file. Fields: file."""

    code = "vault-unreadable"


class VaultNotSaved(VaultProblem):
    """The file cannot be written; the old one still stands. Fields: file."""

    code = "vault-not-saved"


@dataclass(frozen=True, slots=True)
class VaultPlace:
    """Where a vault lives and what it is bound to."""

    file: Path
    merchant_id: str
    install_id: str

    @property
    def bound_to(self) -> bytes:
        """The authenticated words that tie the file to its place."""
        return json.dumps([self.merchant_id, self.install_id]).encode()


def seal(held: dict[str, str], key: bytes, place: VaultPlace, nonce: bytes) -> bytes:
    """Return the bytes of a vault file."""
    plain = json.dumps(held, ensure_ascii=False).encode()
    header = _HEADER.pack(MAGIC, _key_mark(key), _place_mark(place), len(plain) + _TAG, nonce)
    return header + AESGCM(key).encrypt(nonce, plain, header + place.bound_to)


def unseal(sealed: bytes, key: bytes, place: VaultPlace) -> dict[str, str]:
    """Return what a vault file holds.

    Raises:
        VaultProblem: one class each for a short file, a foreign one, a wrong key and damage.
    """
    if len(sealed) < _HEADER.size:
        raise VaultTruncated if MAGIC.startswith(sealed[:8]) else VaultDamaged
    magic, key_mark, place_mark, length, nonce = _HEADER.unpack_from(sealed)
    if magic != MAGIC:
        raise VaultDamaged
    if len(sealed) < _HEADER.size + length:
        raise VaultTruncated
    if not hmac.compare_digest(place_mark, _place_mark(place)):
        raise VaultOtherPlace
    if not hmac.compare_digest(key_mark, _key_mark(key)):
        raise VaultWrongKey
    header, body = sealed[: _HEADER.size], sealed[_HEADER.size :]
    try:
        return _table(json.loads(AESGCM(key).decrypt(nonce, body, header + place.bound_to)))
    except (InvalidTag, ValueError) as error:
        raise VaultDamaged from error


def _table(content: object) -> dict[str, str]:
    if not isinstance(content, dict):
        raise VaultDamaged
    return {str(name): str(value) for name, value in content.items()}


def _key_mark(key: bytes) -> bytes:
    return hmac.digest(key, b"cashier vault key mark", "sha256")[:8]


def _place_mark(place: VaultPlace) -> bytes:
    return hashlib.sha256(place.bound_to).digest()[:8]
