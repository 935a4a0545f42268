"""Whatever `cashier diagnose` is given, JSON or not: an answer, or a refusal in words."""

import json
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from cashier.cases.advice import advise
from cashier.cli.common import CATALOGUES, said
from cashier.cli.situation import read_situation
from cashier.core.errors import WrongUse
from cashier.core.words import LANGUAGES, Words
from cashier.playbook.evidence import METHODS
from tests.helpers.playbooks import shipped

VOCABULARY = shipped().vocabulary
FIELDS = ("amount_fen", "method", "charged_s", "order", "context", "evidence")
PAYMENT_CODE = "134567890123456789"


@cache
def words(language: str) -> Words:
    return Words(language, CATALOGUES)


LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from([*METHODS, *FIELDS, "unknown", "paid", "payment_code", PAYMENT_CODE])
)
NAMES = st.sampled_from(
    [*FIELDS, *VOCABULARY.names, "name", "value", "source", "seen_at", "kind", "number_known", "at"]
) | st.text(max_size=8)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=20,
)
ITEMS = st.fixed_dictionaries(
    {"name": st.sampled_from(VOCABULARY.names), "value": LEAVES},
    optional={"source": LEAVES, "seen_at": LEAVES},
)
REQUESTS = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(FIELDS, ANYTHING) | {"evidence": st.lists(ITEMS, max_size=5)},
)


@given(st.binary(max_size=200) | (ANYTHING | REQUESTS).map(lambda it: json.dumps(it).encode()))
def test_whatever_is_given_is_judged_or_refused_in_words(raw: bytes) -> None:
    try:
        situation = read_situation(raw, VOCABULARY)
    except WrongUse as refused:
        for language in LANGUAGES:
            shown = said(refused, words(language))
            assert len(shown.splitlines()) == 2
            assert PAYMENT_CODE not in shown
    else:
        assert advise(situation, shipped()).known.state


def test_a_payment_code_put_where_words_belong_is_not_kept() -> None:
    items = [
        {"name": "register.text", "value": f"失败 {PAYMENT_CODE}"},
        {"name": "register.code", "value": f"wechat/{PAYMENT_CODE}"},
        {"name": "register.code", "value": "card/" + "A" * 9_999},
    ]
    found = read_situation(json.dumps({"evidence": items}).encode(), VOCABULARY)
    assert PAYMENT_CODE not in str(found)
    assert len(found.evidence[2].value) == 200
