"""Private keys for tests: each is looked at once, whoever loads it again."""

from functools import cache

import pytest
from cryptography.hazmat.primitives import serialization


def look_at_each_key_once(patch: pytest.MonkeyPatch) -> None:
    """Check a private key when it is first loaded; later it is the same, and as good as then.

    The check takes a sixteenth of a second, and each gateway and each sandbox loads several. A key
    that is refused is looked at each time.
    """
    once = cache(serialization.load_pem_private_key)
    patch.setattr(serialization, "load_pem_private_key", once)
