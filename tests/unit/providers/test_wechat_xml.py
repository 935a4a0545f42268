"""The older protocol's messages, checked by the sandbox's own implementation and back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cashier.core.privacy import Secret
from cashier.providers import wechat_xml
from cashier.providers.errors import GatewayAnswerUnverified
from cashier.providers.wechat_xml import SignType
from cashier.sandbox import wechat_v2_wire as theirs

KEY = Secret("0123456789ABCDEF0123456789ABCDEF")
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,11}", fullmatch=True)
# What XML can carry, but line ends, which every reader may change.
VALUES = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=12
)
FIELDS = st.dictionaries(NAMES, VALUES.filter(bool), min_size=1, max_size=8)
KINDS = st.sampled_from(list(SignType))


@given(fields=FIELDS, kind=KINDS)
def test_what_we_write_and_sign_the_other_side_reads_and_believes(
    fields: dict[str, str], kind: SignType
) -> None:
    asked = {**fields, "sign_type": str(kind)}
    asked["sign"] = wechat_xml.sign(asked, KEY, kind)
    read = theirs.read(wechat_xml.written(asked))
    assert read == asked
    assert theirs.signed_well(read, KEY)


@given(fields=FIELDS, kind=KINDS)
@example(fields={"a": "<?", "b": "<!DOCTYPE"}, kind=SignType.md5)
def test_what_the_other_side_writes_and_signs_we_read_and_believe(
    fields: dict[str, str], kind: SignType
) -> None:
    told = {**fields, "sign": theirs.sign(fields, KEY, str(kind))}
    read = wechat_xml.read(theirs.written(told))
    assert read == told
    assert wechat_xml.is_signed(read, KEY, kind)


@given(fields=FIELDS, kind=KINDS, name=NAMES, value=VALUES)
def test_any_change_breaks_the_sign(
    fields: dict[str, str], kind: SignType, name: str, value: str
) -> None:
    signed = {**fields, "sign": wechat_xml.sign(fields, KEY, kind)}
    changed = {**signed, name: value}
    same = {one: text for one, text in changed.items() if text} == signed
    assert wechat_xml.is_signed(changed, KEY, kind) is same
    other = next(one for one in SignType if one is not kind)
    assert not wechat_xml.is_signed(signed, KEY, other)


def test_the_example_of_the_rules() -> None:
    fields = {
        "appid": "wxd930ea5d5a258f4f",
        "mch_id": "10000100",
        "device_info": "1000",
        "body": "test",
        "nonce_str": "ibuaiVcKdpRxkhJA",
    }
    key = Secret("192006250b4c09247ec02edce69f6a2d")
    assert wechat_xml.sign(fields, key, SignType.md5) == "9A0A8659F005D6984697E2CA0A9CF3B7"
    hashed = "6A9AE1657590FD6257D693A078E1C3E4BB6BA4DC30B23E0EE2496E54170DACD6"
    assert wechat_xml.sign(fields, key, SignType.hmac_sha256) == hashed


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><xml><r>&b;</r></xml>'
HIDDEN = b'<?xml <![CDATA[?><!DOCTYPE x [<!ENTITY b "b">]>]]><xml><r>&b;</r></xml>'
FILE = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml><r>&f;</r></xml>'


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<xml>",
        b"<xml/>x",
        b"{}",
        b"<html><body>log in</body></html>",
        b"<xml><a><b>1</b></a></xml>",
        b"<xml><a>1</a><a>2</a></xml>",
        b"<xml><a>&nbsp;</a></xml>",
        b"<!-- x --><xml><a>1</a></xml>",
        b"<?php echo 1 ?><xml><a>1</a></xml>",
        b"<xml><a>" + b"x" * 70_000 + b"</a></xml>",
        b"<xml>" + b"".join(b"<a%d>1</a%d>" % (n, n) for n in range(300)) + b"</xml>",
        b"<xml>" + b"<a>" * 5_000,
        b"\xff\xfe<\x00x\x00m\x00l\x00>\x00",
        BOMB,
        HIDDEN,
        FILE,
        BOMB.lower(),
        BOMB.decode().encode("utf-16"),
    ],
)
def test_what_is_not_one_flat_bearable_element_is_refused(body: bytes) -> None:
    with pytest.raises(GatewayAnswerUnverified) as refused:
        wechat_xml.read(body)
    assert refused.value.kind == "unreadable"


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode()))
def test_no_bytes_do_more_than_be_refused(body: bytes) -> None:
    for text in (body, b"<xml>" + body + b"</xml>", b"<xml><a>" + body + b"</a></xml>"):
        try:
            fields = wechat_xml.read(text)
        except GatewayAnswerUnverified:
            continue
        assert all(isinstance(value, str) for value in fields.values())
