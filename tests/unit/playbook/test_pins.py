"""The shop's choice among versions: kept whole, gone back on, and never a way into trouble."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.playbook.broken import PlaybookBroken
from cashier.playbook.pins import (
    PinFile,
    PinsUnwritable,
    ScriptNothingBefore,
    ScriptNotPinned,
    ScriptUnknown,
    ScriptVersionRetired,
    ScriptVersionUnknown,
    idle_pins,
    in_force,
    pinned,
    rolled_back,
    script_entry,
    unpinned,
)
from cashier.playbook.variants import ACCOUNT_KEY, NO_PINS, Pins, State, Variants, Version
from tests.helpers.playbooks import shipped

EXPIRED, WAIT, USED = "cause-code-expired", "lock-wait", "cause-code-used"
OLDEST, OLD = Version("oldest", State.former), Version("old", State.former)
A, B, C = (
    Version("a", State.active),
    Version("b", State.trial, 0.3),
    Version("c", State.trial, 0.2),
)
GONE = Version("gone", State.retired)
ALL = Variants(
    (ACCOUNT_KEY, EXPIRED, WAIT, USED),
    {EXPIRED: (A, B, C, GONE), USED: (OLDEST, OLD, A, GONE)},
    frozenset({"cause-customer-fenfu_limit"}),
)


def force(pins: Pins, key: str = EXPIRED) -> str:
    return in_force(pins, ALL, key).id


def test_going_back_twice_gives_what_was_there_twice_before() -> None:
    pins = pinned(pinned(NO_PINS, ALL, EXPIRED, "b"), ALL, EXPIRED, "c")
    assert pins.in_force[EXPIRED] == ("a", "b", "c")
    pins = rolled_back(pins, ALL, EXPIRED)
    assert force(pins) == "b"
    pins = rolled_back(pins, ALL, EXPIRED)
    assert force(pins) == "a"
    with pytest.raises(ScriptNothingBefore):
        rolled_back(pins, ALL, EXPIRED)


def test_going_back_without_a_pin_ends_the_trial_here() -> None:
    pins = rolled_back(NO_PINS, ALL, EXPIRED)
    assert pins.in_force == {EXPIRED: ("a",)}
    assert {ALL.version_for(EXPIRED, str(n), pins).id for n in range(100)} == {"a"}


def test_going_back_without_pin_or_trial_takes_the_playbooks_own_former_version() -> None:
    pins = rolled_back(NO_PINS, ALL, USED)
    assert force(pins, USED) == "old"
    pins = rolled_back(pins, ALL, USED)
    assert force(pins, USED) == "oldest"
    with pytest.raises(ScriptNothingBefore):
        rolled_back(pins, ALL, USED)
    with pytest.raises(ScriptNothingBefore):
        rolled_back(NO_PINS, ALL, WAIT)


def test_going_back_leaves_out_what_was_withdrawn() -> None:
    pins = Pins({EXPIRED: ("c", "gone", "never", "b")})
    assert force(rolled_back(pins, ALL, EXPIRED)) == "c"
    assert force(Pins({EXPIRED: ("b", "gone")})) == "a"
    assert force(rolled_back(Pins({EXPIRED: ("b", "gone")}), ALL, EXPIRED)) == "b"


def test_pinning_an_earlier_version_puts_it_last() -> None:
    pins = pinned(Pins({EXPIRED: ("a", "b", "c")}), ALL, EXPIRED, "a")
    assert pins.in_force[EXPIRED] == ("b", "c", "a")
    assert pinned(pins, ALL, EXPIRED, "a") == pins


def test_letting_go_follows_the_playbook_again() -> None:
    pins = pinned(pinned(NO_PINS, ALL, EXPIRED, "b"), ALL, WAIT, "a")
    assert unpinned(pins, ALL, EXPIRED).in_force == {WAIT: ("a",)}
    with pytest.raises(ScriptNotPinned):
        unpinned(unpinned(pins, ALL, EXPIRED), ALL, EXPIRED)


def test_what_cannot_be_pinned_is_refused_by_name() -> None:
    with pytest.raises(ScriptUnknown) as unknown:
        pinned(NO_PINS, ALL, "cause-code-expird", "b")
    assert unknown.value.fields["nearest"] == EXPIRED
    with pytest.raises(ScriptVersionUnknown) as version:
        pinned(NO_PINS, ALL, EXPIRED, "z")
    assert version.value.fields["known"] == "a, b, c"
    with pytest.raises(ScriptVersionRetired):
        pinned(NO_PINS, ALL, EXPIRED, "gone")


@pytest.mark.parametrize(
    ("key", "entry"),
    [(EXPIRED, EXPIRED), ("code.expired", EXPIRED), (WAIT, WAIT), (ACCOUNT_KEY, ACCOUNT_KEY),
     ("customer.fenfu_limit", ACCOUNT_KEY), ("cause-customer-fenfu_limit", ACCOUNT_KEY),
     ("customer.account", ACCOUNT_KEY), ("cause-left-over", "cause-left-over")],
)  # fmt: skip
def test_a_script_is_named_by_its_key_or_its_cause(key: str, entry: str) -> None:
    assert script_entry(ALL, Pins({"cause-left-over": ("b",)}), key) == entry


def test_a_withdrawn_choice_is_told_with_what_is_shown_instead() -> None:
    pins = Pins({EXPIRED: ("b", "gone"), WAIT: ("a",), "cause-left-over": ("b",)})
    told = [one.fields for one in idle_pins(pins, ALL)]
    assert told == [
        {"key": EXPIRED, "version": "gone", "instead": "a"},
        {"key": "cause-left-over", "version": "b", "instead": "a"},
    ]
    assert unpinned(pins, ALL, "cause-left-over").of("cause-left-over") is None


@given(st.lists(st.sampled_from(["a", "b", "c", "back", "let go"]), max_size=30))
def test_whatever_is_done_a_usable_version_is_in_force(acts: list[str]) -> None:
    pins = NO_PINS
    for act in acts:
        try:
            if act == "back":
                before = force(pins)
                after = rolled_back(pins, ALL, EXPIRED)
                assert force(after) != before or not pins.in_force
            elif act == "let go":
                after = unpinned(pins, ALL, EXPIRED)
            else:
                after = pinned(pins, ALL, EXPIRED, act)
                assert force(after) == act
        except (ScriptNothingBefore, ScriptNotPinned):
            continue
        pins = after
        chosen = pins.in_force.get(EXPIRED, ())
        assert len(set(chosen)) == len(chosen) <= 3
        assert ALL.idle(pins) == ()


def test_a_choice_is_kept_and_read_back(tmp_path: Path) -> None:
    file = PinFile(tmp_path)
    assert file.read() == NO_PINS
    wanted = Pins({EXPIRED: ("a", "b"), WAIT: ("a",)})
    assert file.change(lambda _: wanted) == (NO_PINS, wanted)
    assert PinFile(tmp_path).read() == wanted
    assert file.change(lambda pins: unpinned(pins, ALL, WAIT))[1].in_force == {EXPIRED: ("a", "b")}
    text = (tmp_path / "playbook" / "variants.toml").read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert 'in_force = ["a", "b"]' in text


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=12),
        st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=4, unique=True),
        max_size=4,
    )
)
def test_any_names_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, chosen: dict[str, list[str]]
) -> None:
    file = PinFile(tmp_path_factory.mktemp("shop"))
    wanted = Pins({key: tuple(versions) for key, versions in chosen.items()})
    file.change(lambda _: wanted)
    assert file.read() == wanted


@pytest.mark.parametrize(
    "text",
    [
        "[script",
        "surprise = 1",
        '[script.lock-wait]\nin_force = "a"',
        "[script.lock-wait]\nin_force = [1]",
        '[script.lock-wait]\nin_force = ["a"]\nby = "x"',
        "[script.lock-wait]",
        "x = " + "[" * 50_000,
    ],
)
def test_a_broken_file_is_refused_and_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "playbook" / "variants.toml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    file = PinFile(tmp_path)
    with pytest.raises(PlaybookBroken):
        file.read()
    with pytest.raises(PlaybookBroken):
        file.change(lambda _: NO_PINS)
    assert path.read_text(encoding="utf-8") == text


def test_what_is_no_text_or_no_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "playbook" / "variants.toml"
    path.mkdir(parents=True)
    with pytest.raises(PlaybookBroken):
        PinFile(tmp_path).read()
    path.rmdir()
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(PlaybookBroken):
        PinFile(tmp_path).read()
    path.write_bytes(b"#" * 4_000_001)
    with pytest.raises(PlaybookBroken):
        PinFile(tmp_path).read()


def test_an_unwritable_folder_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "playbook").write_text("a file where the folder belongs")
    with pytest.raises(PinsUnwritable):
        PinFile(tmp_path).change(lambda _: Pins({WAIT: ("a",)}))


def test_the_shipped_account_scripts_are_pinned_as_one() -> None:
    variants = shipped().variants
    pins = pinned(NO_PINS, variants, "customer.fenfu_frozen", "b")
    assert pins.of(ACCOUNT_KEY) == "b"
    for cause in ("fenfu_limit", "fenfu_frozen", "fenfu_not_open"):
        assert variants.version_for(f"cause-customer-{cause}", "1", pins).id == "b"
