"""Scripts of faults: read as lines or as JSON, and refused with line and nearest word."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.sandbox.fault_list import BY_NAME
from cashier.sandbox.fault_script import ScriptBroken, Step, read_script
from cashier.sandbox.net_faults import NetFault

LINES = """
# an evening
at 10s bank-error slow for 30s
at 1.5m net.black_hole for 500ms   # the line goes
call 3 no_answer for 2 calls
call 9 not_enough
at 0 healthy
"""
SAME = json.dumps(
    [
        {"at": 10, "faults": ["bank_error", "slow"], "for": 30},
        {"at": "1.5m", "faults": ["net.black_hole"], "for": "500ms"},
        {"call": 3, "faults": ["no_answer"], "for": 2},
        {"call": 9, "faults": ["not_enough"]},
        {"at": 0, "faults": ["healthy"]},
    ]
)


@pytest.mark.parametrize("text", [LINES, SAME], ids=["lines", "json"])
def test_both_spellings_mean_the_same(text: str) -> None:
    script = read_script(text)
    assert script.steps == (
        Step(("bank_error", "slow"), 10, 40),
        Step(("net.black_hole",), 90, 90.5),
        Step(("no_answer",), 3, 5, by_call=True),
        Step(("not_enough",), 9, 10, by_call=True),
        Step(("healthy",), 0, math.inf),
    )
    assert script.uses_net


def test_what_is_on_when() -> None:
    script = read_script(LINES)
    assert script.faults(0, 1) == ("healthy",)
    assert script.faults(10, 1) == ("bank_error", "slow", "healthy")
    assert script.faults(39.9, 4) == ("bank_error", "slow", "no_answer", "healthy")
    assert script.faults(40, 5) == ("healthy",)
    assert script.net(89, 1) is None
    assert script.net(90.2, 1) is NetFault.black_hole


@pytest.mark.parametrize(
    ("text", "line", "word", "nearest"),
    [
        ("at 1s slow\nat 2s bank_eror", 2, "bank_eror", "bank_error"),
        ("att 1s slow", 1, "att", "at"),
        ("cal 1 slow", 1, "cal", "call"),
        ("at soon slow", 1, "soon", "10s"),
        ("at -1s slow", 1, "-1s", "10s"),
        ("at", 1, "", "10s"),
        ("at 1s", 1, "", "bank_error"),
        ("call 0 slow", 1, "0", "1"),
        ("at 1s slow for", 1, "for", "for 10s"),
        ("at 1s slow for 2 calls", 1, "calls", "for 10s"),
        ("call 1 slow for 2 days", 1, "days", "for 2 calls"),
        ("\n\nat 1s net.blak_hole", 3, "net.blak_hole", "net.black_hole"),
        ('[{"at": 1, "fault": ["slow"]}]', 1, "fault", "faults"),
        ('[{"at": 1, "faults": ["slow"]}, {"faults": ["slow"]}]', 2, "faults", "at"),
        ('[{"at": 1, "call": 1, "faults": ["slow"]}]', 1, "at, call, faults", "at"),
        ('[{"at": 1, "faults": "slow"}]', 1, "slow", '"faults": ["slow"]'),
        ('[{"at": null, "faults": ["slow"]}]', 1, "None", "10s"),
        ("[3]", 1, "3", '{"at": 0, "faults": []}'),
        ("[\n{]", 2, "Expecting property name enclosed in double", "[{…}]"),
    ],
)
def test_a_bad_script_is_refused_by_line_and_word(
    text: str, line: int, word: str, nearest: str
) -> None:
    with pytest.raises(ScriptBroken) as refused:
        read_script(text)
    fields = refused.value.fields
    assert (fields["line"], fields["nearest"]) == (line, nearest)
    assert str(fields["word"]) in word or fields["word"] == word


def test_a_huge_or_deep_script_is_refused() -> None:
    for text in ("at 1s slow\n" * 10_000, "[" * 60_000):
        with pytest.raises(ScriptBroken):
            read_script(text)


@given(st.text(max_size=200))
def test_anything_is_read_or_refused(text: str) -> None:
    for tried in (text, f"[{text}", f"at {text}", f"call 1 {text}"):
        try:
            script = read_script(tried)
        except ScriptBroken:
            continue
        assert all(name in BY_NAME or name.startswith("net.") for name in script.faults(0, 1))
