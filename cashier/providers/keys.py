"""Is a text that somebody pasted a key of the kind that is asked for? Pure; keeps nothing."""

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from cashier.core.privacy import Secret
from cashier.providers.from_settings import PLATFORM_KEY, PRIVATE_KEY
from cashier.providers.gateway import CredentialsInvalid

NAMES = (PRIVATE_KEY, PLATFORM_KEY)
"""The keys that a vault may hold, in the order in which a shop is asked for them."""


def check_key(name: str, text: Secret) -> None:
    """Refuse what is no RSA key of this kind in PEM.

    Raises:
        CredentialsInvalid: it is none; without the parser's words, which may repeat a part of it.
    """
    raw = text.reveal().encode("utf-8", "surrogatepass")
    try:
        if name == PRIVATE_KEY:
            fits = isinstance(serialization.load_pem_private_key(raw, None), rsa.RSAPrivateKey)
        else:
            fits = isinstance(serialization.load_pem_public_key(raw), rsa.RSAPublicKey)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        fits = False
    if not fits:
        raise CredentialsInvalid(field=name.rpartition(".")[2])
