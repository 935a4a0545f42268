"""What the gateway encrypts for a merchant: certificates and callbacks, AES-256-GCM, APIv3 key.

Written apart from the client's decryption in the providers room; the two check each other.
"""

import base64
import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from cashier.core.privacy import Secret

_NONCE_CHARACTERS = 12


def seal(content: bytes, key: Secret, associated: str) -> dict[str, str]:
    """Return the four fields of sealed content; `associated` is bound to it but stays readable."""
    nonce = secrets.token_hex(_NONCE_CHARACTERS // 2)
    sealed = AESGCM(key.reveal().encode()).encrypt(nonce.encode(), content, associated.encode())
    return {
        "algorithm": "AEAD_AES_256_GCM",
        "nonce": nonce,
        "associated_data": associated,
        "ciphertext": base64.b64encode(sealed).decode("ascii"),
    }
