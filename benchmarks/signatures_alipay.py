"""Do Alipay's signatures agree with a stranger's client, both ways, over random messages?

Ours against python-alipay-sdk: requests signed by either are checked by the other, and answers
made by the sandbox are cut out and checked by either.
"""

import random
import re
import time
from urllib.parse import parse_qs

from benchmarks.figures import Absent, Figure

MESSAGES = 10_000
_SEED = 20261122
_NAMES = "abcdefghijklmnopqrstuvwxyz_"
_TEXT = "ab c=&?%+/{}[]\"'\\,:;0123456789\n\t付款码无效，请刷新支付宝￥😀é"


def measure() -> list[Figure]:
    """Return how many of the messages one side signed and the other did not accept as it was."""
    try:
        from alipay import AliPay
        from alipay.exceptions import AliPayValidationError
    except ImportError as error:
        raise Absent("python-alipay-sdk is not installed") from error
    from cashier.providers.alipay_envelope import opened
    from cashier.providers.alipay_signing import AlipaySigner, AlipayVerifier
    from cashier.providers.errors import GatewayAnswerUnverified
    from cashier.sandbox.alipay_signing import signed_answer
    from cashier.sandbox.keys import make_keys

    keys = make_keys()
    private, platform = keys.till.private_key, keys.till.platform_public_key
    signer, verifier = AlipaySigner(private), AlipayVerifier(platform)
    sender = AliPay("1", None, private.reveal(), keys.merchant_public_key)
    receiver = AliPay("1", None, private.reveal(), platform)
    # The stranger reads an answer only after fetching it; this is the part that reads.
    stranger = receiver._verify_and_return_sync_response  # noqa: SLF001 - there is no other way in
    chance = random.Random(_SEED)
    requests = checked = answers = 0
    started = time.perf_counter()
    for _ in range(MESSAGES):
        fields = _fields(chance)
        ours = signer.sign(fields)
        theirs = parse_qs(sender.sign_data(dict(fields)))["sign"][0]
        requests += ours != theirs
        checked += not sender.verify(dict(fields), ours)
        # The stranger counts the braces within texts as well, and loses its way by them.
        fields = {name: re.sub("[{}]", "", text) for name, text in fields.items()}
        body = signed_answer("alipay_trade_query_response", fields, keys.platform_private_key)
        envelope = opened(body, "alipay.trade.query")
        try:
            verifier.check(envelope.signed, envelope.signature)
            read = stranger(body.decode(), "alipay_trade_query_response")
        except (GatewayAnswerUnverified, AliPayValidationError):
            read = None
        answers += not envelope.content == read == fields
    seconds = time.perf_counter() - started
    return [
        Figure("messages", MESSAGES, ""),
        Figure("requests signed otherwise", requests, "", 0),
        Figure("requests refused by the stranger", checked, "", 0),
        Figure("answers not accepted by both", answers, "", 0),
        Figure("all of it for one message", seconds * 1000 / MESSAGES, "ms"),
    ]


def _fields(chance: random.Random) -> dict[str, str]:
    names = {_word(chance, _NAMES, 1, 12) for _ in range(chance.randint(1, 10))}
    return {name: _word(chance, _TEXT, 1, 60) for name in names - {"sign", "sign_type"}}


def _word(chance: random.Random, letters: str, least: int, most: int) -> str:
    return "".join(chance.choices(letters, k=chance.randint(least, most)))
