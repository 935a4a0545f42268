"""Makes what codes say: every kind in its spellings, swapped shop codes, and texts meant to hurt.

Written from the providers' formats, not from the grammar under test: it shares no pattern with it.
"""

import base64
from collections.abc import Callable
from random import Random
from urllib.parse import quote

DIGITS = "0123456789"
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
AGGREGATORS = ("qr.shouqianba.com", "qr.chinaums.com", "pay.lakala.com", "syb.allinpay.com")
BANKS = ("qr.bank.example.cn", "pay.acquirer.example.com", "s.isv.example.net")

Maker = Callable[[Random], str]


def some(random: Random, signs: str, least: int, most: int | None = None) -> str:
    """Return random signs, `least` to `most` of them."""
    return "".join(random.choices(signs, k=random.randint(least, most or least)))


def field(tag: str, value: str) -> str:
    return f"{tag}{len(value):02d}{value}"


def with_checksum(body: str) -> str:
    """Return an EMV body with its CRC-16, reckoned bit by bit."""
    text, crc = body + "6304", 0xFFFF
    for byte in text.encode():
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return f"{text}{crc:04X}"


def emv_shop(random: Random, initiation: str, account: str) -> str:
    extra = field("62", field("05", some(random, LETTERS, 1, 20)) + field("07", "TILL 1"))
    name = random.choice(("SHOP", "小店", "CAFE 7")) + some(random, DIGITS, 1, 8)
    return with_checksum(
        f"000201{field('01', initiation)}{account}{field('52', some(random, DIGITS, 4))}5303156"
        f"{field('54', '16.00') if initiation == '12' else ''}5802CN{field('59', name)}"
        f"{field('60', 'BEIJING')}{random.choice(('', extra))}"
    )


def unionpay_account(random: Random) -> str:
    return field(random.choice(("15", "16")), some(random, DIGITS, 31))


def network_account(random: Random) -> str:
    inside = field("00", "com.example.pay") + field("01", some(random, LETTERS, 4, 30))
    return field(str(random.randint(26, 51)), inside)


def emv_customer(random: Random) -> str:
    def ber(tag: str, value: bytes) -> bytes:
        return bytes.fromhex(tag) + bytes([len(value)]) + value

    inside = ber("4F", bytes.fromhex("A000000333010101")) + ber("50", b"UnionPay")
    track = f"62{some(random, DIGITS, 14)}d{random.randint(27, 35)}{random.randint(1, 12):02d}2010"
    inside += ber("57", bytes.fromhex(track + "0" * (len(track) % 2)))
    inside += ber("63", ber("9F26", random.randbytes(8)) + ber("9F36", random.randbytes(2)))
    text = base64.b64encode(b"\x85\x05CPV01" + ber("61", inside)).decode()
    return random.choice((text, text.rstrip("=")))


def goods(random: Random) -> str:
    digits = some(random, DIGITS, random.choice((7, 11, 12, 13)))
    weights = (3, 1) * 7
    total = sum(int(digit) * weight for digit, weight in zip(digits[::-1], weights, strict=False))
    return f"{digits}{-total % 10}"


def wxp(random: Random) -> str:
    return f"wxp://{random.choice(('f2f0', 'f2f1', 'wbf2f0'))}{some(random, LETTERS, 20, 60)}"


def alipay(random: Random) -> str:
    head = random.choice(("fkx", "2m6", "tsx"))
    return f"https://qr.alipay.com/{head}{some(random, LETTERS, 8, 24)}"


def unionpay(random: Random) -> str:
    return f"https://qr.95516.com/{some(random, DIGITS, 8)}/{some(random, LETTERS, 8, 40)}"


def aggregate(random: Random) -> str:
    return f"https://{random.choice(AGGREGATORS)}/{some(random, LETTERS, 6, 40)}"


def bank(random: Random) -> str:
    return f"https://{random.choice(BANKS)}/m/{some(random, LETTERS, 6, 30)}"


def static_emv(random: Random) -> str:
    return emv_shop(random, "11", random.choice((unionpay_account, network_account))(random))


def something_else(random: Random) -> str:
    return random.choice(
        (
            some(random, DIGITS, 6, 12),
            f"16{some(random, DIGITS, 16)}",
            f"13{some(random, DIGITS, 13)}",
            f"https://shop.example.com/{some(random, LETTERS, 4, 30)}",
            f"WIFI:T:WPA;S:{some(random, LETTERS, 4, 12)};;",
            f"tel:1{some(random, DIGITS, 10)}",
            f"weixin://dl/{some(random, LETTERS, 4)}",
            f"https://u.wechat.com/{some(random, LETTERS, 12)}",
            "支付请出示付款码" + some(random, "一二三四五", 1, 9),
        )
    )


MAKERS: dict[str, Maker] = {
    "wechat_payment": lambda random: f"1{random.randint(0, 5)}{some(random, DIGITS, 16)}",
    "alipay_payment": lambda random: f"{random.randint(25, 30)}{some(random, DIGITS, 14, 22)}",
    "unionpay_payment": lambda random: f"62{some(random, DIGITS, 17)}",
    "ecny_payment": lambda random: f"01{some(random, DIGITS, 17)}",
    "emv_customer": emv_customer,
    "wechat_dynamic": lambda random: (
        f"weixin://wxpay/bizpayurl{random.choice(('', '/up'))}?pr={some(random, LETTERS, 7, 12)}"
    ),
    "alipay_dynamic": lambda random: f"https://qr.alipay.com/bax{some(random, LETTERS, 10, 24)}",
    "unionpay_dynamic": lambda random: emv_shop(random, "12", unionpay_account(random)),
    "wechat_receive": wxp,
    "alipay_receive": alipay,
    "unionpay_receive": unionpay,
    "aggregate": aggregate,
    "emv_merchant": static_emv,
    "goods_barcode": goods,
    "other": something_else,
}
"""A maker for every kind."""

STATIC: tuple[Maker, ...] = (wxp, alipay, unionpay, aggregate, bank, static_emv)
"""What shops have on display."""


def cased(random: Random, payload: str) -> str:
    """Return a link whose scheme, and host where there is one, have letters of any case."""
    scheme, _, rest = payload.partition("://")
    host, slash, path = rest.partition("/")
    if scheme != "wxp":
        host = "".join(random.choice((sign.upper(), sign)) for sign in host)
    return f"{random.choice((scheme, scheme.upper()))}://{host}{slash}{path}"


def percented(random: Random, payload: str) -> str:
    """Return a link with plain letters of its path percent-encoded, or all of it."""
    if random.random() < 0.2:
        return quote(payload, safe="")
    head, slash, path = payload.rpartition("/")
    return (
        head
        + slash
        + "".join(f"%{ord(sign):02x}" if random.random() < 0.3 else sign for sign in path)
    )


def respelt(random: Random, payload: str) -> str:
    """Return the same code in another spelling."""
    if payload.startswith("000201"):
        return random.choice((payload, payload[:-4] + payload[-4:].lower(), f"{payload}\r\n"))
    ways: list[Callable[[Random, str], str]] = [cased, lambda _, text: f" {text}\n"]
    if payload.startswith("https"):
        ways += [percented, lambda _, text: text.replace("/", ":443/", 3).replace(":443/", "/", 2)]
    return random.choice(ways)(random, payload)


ALIKE = {
    "q": "ԛ",
    "r": "г",
    "1": "lI",
    "6": "б",
    "a": "аɑα",
    "e": "еҽ",
    "i": "іı1l",
    "o": "оο0",
    "p": "рρ",
    "c": "сϲ",
    "y": "уγ",
    "l": "1I",
}


def look_alike(random: Random, payload: str) -> str:
    """Return a link to another host that an eye takes for the same one."""
    _, _, rest = payload.partition("://")
    host, _, path = rest.partition("/")
    evil = f"{some(random, LETTERS[:26], 3, 9)}.{random.choice(('cn', 'com', 'top'))}"
    kind = random.randrange(7)
    if kind == 0:
        fake = f"{host}.{evil}"
    elif kind == 1:
        fake = f"{host}@{evil}"
    elif kind == 2:
        fake = f"{host}:{some(random, DIGITS, 4)}@{evil}"
    elif kind == 3:
        fake = host.replace(".", random.choice("．。｡"), random.randint(1, 3))
    elif kind == 4:
        fake = f"{host}\\@{evil}"
    else:
        # Before the domain's own name, a sign more or less leads nowhere else.
        name = host.rfind(".", 0, host.rfind(".")) + 1
        places = [at for at, sign in enumerate(host) if at >= name and sign in ALIKE]
        at = random.choice(places)
        fake = f"{host[:at]}{random.choice(ALIKE[host[at]])}{host[at + 1 :]}"
        if kind == 6 and not fake.isascii():
            labels = (label.encode("idna") if not label.isascii() else label.encode()
                      for label in fake.split("."))  # fmt: skip
            fake = b".".join(labels).decode()
    return f"https://{fake}/{path}"


def hidden(random: Random, payload: str) -> str:
    """Return a code with a sign in front of it that shows nothing, and that phones may drop."""
    return random.choice("\ufeff\u200b\u2060\u202e\x00\x1b") + payload


def neighbour(random: Random, payload: str) -> str:
    """Return a code that differs in one sign of what makes it somebody's, or only in its case."""
    if payload.startswith("000201"):
        at = payload.index("5802CN") + 10
        return with_checksum(payload[:at] + random.choice("XYZ") + payload[at + 1 : -8])
    start = payload.rfind("/") + (6 if payload.startswith("wxp") else 1)
    at = random.randrange(start, len(payload))
    swapped = payload[at].swapcase()
    if swapped == payload[at] or random.random() < 0.5:
        swapped = random.choice([sign for sign in LETTERS if sign != payload[at]])
    return payload[:at] + swapped + payload[at + 1 :]


def _deep_ber(depth: int) -> str:
    inside = b"\x4f\x01a"
    for _ in range(depth):
        size = len(inside)
        length = bytes([size]) if size < 128 else b"\x82" + size.to_bytes(2, "big")
        inside = b"\x61" + length + inside
    return base64.b64encode(b"\x85\x05CPV01" + inside).decode()


def _deep_fields(depth: int) -> str:
    text = "end"
    for _ in range(depth):
        text = field("62", text)[:99]
    return with_checksum("000201" + field("62", text))


MOST = 4296
HOSTILE: tuple[str, ...] = (
    *(sign * MOST for sign in "1%@:/.\\-a\x00\u202e\u0301\ufdfa店\U000e0041\ud800 "),
    *(f"https://{sign * (MOST - 8)}" for sign in "a.@:%-\u0301\ufdfaа"),
    *("xn--" * 1074, "https://" + "xn--a." * 40, "https://xn--" + "9" * 240, "%25" * 1432),
    *("https://" + "qr.alipay.com@" * 300, "https://" + "a." * 2144, "%" + "2" * 4295),
    *("000201" + "6200" * 1000, "0002019999" + "9" * 4200, "000201" + "62" * 2000),
    *(with_checksum("000201" + "260004" * 300), with_checksum("000201" + "6204ab00" * 500)),
    *(_deep_ber(depth) for depth in (2, 5, 50, 400)),
    *(_deep_fields(depth) for depth in (2, 3, 50)),
    *("hQVDUFYwMW" + "A" * 4286, "hQVDUFYwMWH" + "/" * 4285, "hQVDUFYwMW" + "=" * 4286),
    base64.b64encode(b"\x85\x05CPV01" + b"\x61\x82\x0c\x00" + b"\x4f\x00" * 1536).decode(),
    base64.b64encode(b"\x85\x05CPV01" + b"\x00" * 3200).decode(),
    *("wxp://" + "\u202e" * 4290, "\x00wxp://f2f0", "wxp://\x00", "https://[::1", "https://\x00"),
)
"""Texts that a code can hold, made to cost time or to break a parser."""
