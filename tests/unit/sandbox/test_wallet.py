import random
import re

from cashier.sandbox.wallet import fresh_payment_code


def test_codes_are_of_the_mainland_class_and_differ() -> None:
    chance = random.Random(7)
    codes = [fresh_payment_code(chance.randrange) for _ in range(100)]
    assert all(re.fullmatch(r"13\d{16}", code.reveal()) for code in codes)
    assert len(set(codes)) == 100


def test_the_other_wallet_has_codes_of_its_own() -> None:
    code = fresh_payment_code(random.Random(7).randrange, method="alipay")
    assert re.fullmatch(r"28\d{16}", code.reveal())
