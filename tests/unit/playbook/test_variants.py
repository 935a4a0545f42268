"""Versions of scripts: read strictly, and chosen so that a case keeps what it got."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.core.resources import resource
from cashier.core.words import LANGUAGES, Words
from cashier.playbook.broken import PlaybookBroken, Problem
from cashier.playbook.check import check_words
from cashier.playbook.load import load_playbook
from cashier.playbook.playbook import Playbook
from cashier.playbook.texts import needed_keys, script_keys
from cashier.playbook.variants import (
    ACCOUNT_KEY,
    NO_PINS,
    Pins,
    State,
    Variants,
    Version,
    plain_key,
)
from cashier.playbook.words import script
from tests.helpers.playbooks import shipped
from tests.unit.playbook.conftest import Spoil

FILE = "variants.toml"
EXPIRED, WAIT = "cause-code-expired", "lock-wait"
CASES = [f"01J{number:023d}" for number in range(4000)]
A = Version("a", State.active)
B = Version("b", State.trial, 0.3)
C = Version("c", State.trial, 0.2)
OLD = Version("old", State.former)
GONE = Version("gone", State.retired)
ALL = Variants((EXPIRED, WAIT), {EXPIRED: (OLD, A, B, C, GONE)})
HEAD = "[script.cause-code-expired.a]\n"
TRIAL = "[script.cause-code-expired.b]\n"


@pytest.mark.parametrize(
    ("old", "new", "problem", "entry", "wanted"),
    [
        (HEAD, "[script.cause-code-expird.a]\n", Problem.unknown_name,
         "script.cause-code-expird", EXPIRED),
        (HEAD, "[script.cause-customer-fenfu_limit.a]\n", Problem.unknown_name,
         "script.cause-customer-fenfu_limit", ACCOUNT_KEY),
        (HEAD + 'state = "active"', HEAD + 'state = "activ"', Problem.wrong_value,
         "script.cause-code-expired.a.state", "active"),
        (HEAD + 'state = "active"', HEAD + 'state = "former"', Problem.wrong_value,
         "script.cause-code-expired.state", "1 × active"),
        (TRIAL + 'state = "trial"\nshare = 0.5', TRIAL + 'state = "active"', Problem.wrong_value,
         "script.cause-code-expired.state", "1 × active"),
        (TRIAL + 'state = "trial"\nshare = 0.5', TRIAL + 'state = "trial"', Problem.missing_key,
         "script.cause-code-expired.b.share", "share"),
        (TRIAL + 'state = "trial"\nshare = 0.5', TRIAL + 'state = "former"\nshare = 0.5',
         Problem.unknown_key, "script.cause-code-expired.b.share", ""),
        (TRIAL + 'state = "trial"\nshare = 0.5', TRIAL + 'state = "trial"\nshare = 1.5',
         Problem.wrong_chance, "script.cause-code-expired.b.share", ""),
        (TRIAL + 'state = "trial"\nshare = 0.5', TRIAL + 'state = "trial"\nshare = 1',
         Problem.wrong_sum, "script.cause-code-expired.share", "< 1"),
        (TRIAL, "[script.cause-code-expired.B-2]\n", Problem.wrong_value,
         "script.cause-code-expired.B-2.id", "b"),
        ('dated = "2026-11-22"', 'dated = "last week"', Problem.wrong_value,
         "script.cause-code-expired.a.dated", "2026-11-22"),
        ('author = "playbook"\n', "", Problem.missing_key,
         "script.cause-code-expired.a.author", "author"),
        ('source = "the first playbook"\n', "", Problem.missing_key,
         "script.cause-code-expired.a.source", "source"),
        (HEAD, "surprise = 1\n" + HEAD, Problem.unknown_key, "surprise", ""),
        (HEAD, "[script.cause-code-expired.a\n", Problem.unreadable, FILE, ""),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_with_its_place(
    spoil: Spoil, old: str, new: str, problem: Problem, entry: str, wanted: str
) -> None:
    with pytest.raises(PlaybookBroken) as refused:
        load_playbook(spoil(FILE, old, new))
    fields = refused.value.fields
    assert (fields["file"], fields["entry"], fields["problem"]) == (FILE, entry, problem)
    assert wanted in str(fields["wanted"])


def test_a_playbook_without_the_file_is_refused(folder: Path) -> None:
    (folder / FILE).unlink()
    with pytest.raises(PlaybookBroken) as refused:
        load_playbook(folder)
    assert refused.value.fields["problem"] == Problem.missing_file


def test_an_empty_file_means_one_version_of_everything(folder: Path) -> None:
    (folder / FILE).write_text("", encoding="utf-8")
    variants = load_playbook(folder).variants
    assert variants.of(EXPIRED) == (Version("a", State.active),)
    assert not list(variants.text_keys())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", ["aloud", "clerk", "display"])
def test_each_version_needs_its_texts_in_each_language(
    spoil: Spoil, language: str, part: str
) -> None:
    text = Words(language, ("playbook",))(f"{EXPIRED}--b.{part}")
    with pytest.raises(PlaybookBroken) as refused:
        load_playbook(spoil(f"playbook_{language}.ftl", f".{part} = {text}", f".x{part} = {text}"))
    assert refused.value.fields["entry"] == f"{EXPIRED}--b.{part}"


def test_a_retired_version_needs_no_words(folder: Path, spoil: Spoil) -> None:
    spoil(FILE, TRIAL + 'state = "trial"\nshare = 0.5', TRIAL + 'state = "retired"')
    for language in LANGUAGES:
        spoil(f"playbook_{language}.ftl", f"{EXPIRED}--b =", f"{EXPIRED}--x =")
    assert load_playbook(folder).variants.find(EXPIRED, "b") is not None


@pytest.mark.parametrize(
    ("text", "problem"),
    [("您的额度不够。", Problem.forbidden), ("请放心，没有扣钱。", Problem.promise),
     ("请" * 31, Problem.too_long)],
)  # fmt: skip
def test_a_version_is_held_to_what_may_be_said(spoil: Spoil, text: str, problem: Problem) -> None:
    said = Words("zh_CN", ("playbook",))(f"{EXPIRED}--b.aloud")
    folder = spoil("playbook_zh_CN.ftl", f".aloud = {said}", f".aloud = {text}")
    found = [one.problem for one in check_words(load_playbook(folder), folder)]
    assert found == [problem]


def test_a_version_of_settled_words_may_say_that_nothing_was_charged(folder: Path) -> None:
    with (folder / FILE).open("a", encoding="utf-8") as file:
        for version, state in (("a", "former"), ("b", "active")):
            file.write(
                f'\n[script.settled-not_charged.{version}]\nstate = "{state}"\n'
                'dated = "2026-11-25"\nauthor = "x"\nsource = "x"\n'
            )
    for language, text in (("zh_CN", "请放心，没有扣钱。"), ("en", "Nothing was charged.")):
        with (folder / f"playbook_{language}.ftl").open("a", encoding="utf-8") as file:
            parts = "".join(f"    .{part} = {text}\n" for part in ("aloud", "clerk", "display"))
            file.write(f"\nsettled-not_charged--b =\n{parts}")
    assert check_words(load_playbook(folder), folder) == ()


def test_the_shipped_versions_are_whole(playbook: Playbook) -> None:
    variants = playbook.variants
    assert set(variants.listed) == {EXPIRED, ACCOUNT_KEY, "lock-password"}
    keys = [key for key in script_keys(playbook) if plain_key(key) != key]
    assert set(keys) == set(variants.text_keys())
    assert f"{EXPIRED}--b" not in set(needed_keys(playbook))
    for language in LANGUAGES:
        words = Words(language, ("playbook",))
        for key in keys:
            plain, other = script(plain_key(key), words), script(key, words)
            assert plain.aloud != other.aloud
            assert other.clerk
            assert other.display
    assert check_words(playbook, resource("playbook")) == ()


def test_scripts_about_credit_cannot_be_told_apart_by_their_version(playbook: Playbook) -> None:
    variants = playbook.variants
    credit = [cause.text_key for cause in playbook.causes if cause.credit]
    assert variants.account == set(credit)
    for case in CASES[:200]:
        versions = {variants.version_for(key, case) for key in credit}
        assert len(versions) == 1
        assert {variants.recorded(key, *versions) for key in credit} == {versions.pop().id}


@given(st.text(max_size=40), st.sampled_from([EXPIRED, WAIT]))
def test_a_case_keeps_its_version(case_id: str, key: str) -> None:
    first = ALL.version_for(key, case_id)
    assert first == ALL.version_for(key, case_id)
    assert first in (A, B, C)


@given(st.integers(0, 10**6), st.floats(0.05, 0.6), st.floats(0.05, 0.35))
def test_trials_get_their_share(start: int, first: float, second: float) -> None:
    trials = (Version("b", State.trial, first), Version("c", State.trial, second))
    variants = Variants((EXPIRED,), {EXPIRED: (A, *trials)})
    drawn = [variants.version_for(EXPIRED, f"{start + n}").id for n in range(2000)]
    for one in trials:
        assert drawn.count(one.id) / 2000 == pytest.approx(one.share, abs=0.06)


def test_lots_of_different_scripts_have_nothing_to_do_with_each_other() -> None:
    half = (A, Version("b", State.trial, 0.5))
    variants = Variants((EXPIRED, WAIT), {EXPIRED: half, WAIT: half})
    same = sum(variants.version_for(EXPIRED, c) == variants.version_for(WAIT, c) for c in CASES)
    assert same / len(CASES) == pytest.approx(0.5, abs=0.04)


@given(st.text(max_size=40), st.sampled_from(["a", "b", "c", "old"]))
def test_a_pin_wins_over_every_lot(case_id: str, version: str) -> None:
    pins = Pins({EXPIRED: ("a", version)})
    assert ALL.version_for(EXPIRED, case_id, pins).id == version
    assert ALL.version_for(WAIT, case_id, pins).id == "a"
    assert ALL.idle(pins) == ()


@given(st.text(max_size=40), st.sampled_from(["gone", "never"]))
def test_a_pinned_version_that_is_gone_gives_way_to_the_active_one(
    case_id: str, version: str
) -> None:
    pins = Pins({EXPIRED: ("b", version), WAIT: ("a",)})
    assert ALL.version_for(EXPIRED, case_id, pins) == A
    assert ALL.idle(pins) == (EXPIRED,)


def test_without_a_case_there_is_no_lot() -> None:
    assert ALL.version_for(EXPIRED) == A
    assert ALL.version_for(EXPIRED, "", NO_PINS) == A
    assert ALL.version_for(EXPIRED, "", Pins({EXPIRED: ("c",)})) == C


def test_settled_draws_no_lots() -> None:
    pins = shipped().variants.settled()
    for key in shipped().variants.keys:
        assert {shipped().variants.version_for(key, case, pins).id for case in CASES[:50]} == {"a"}


def test_keys_and_what_is_kept_of_them() -> None:
    assert A.text_key(EXPIRED) == EXPIRED
    assert B.text_key(EXPIRED) == "cause-code-expired--b"
    assert plain_key(B.text_key(EXPIRED)) == EXPIRED
    assert ALL.recorded(EXPIRED, A) == "a"
    assert ALL.recorded(WAIT, ALL.active(WAIT)) == ""
    assert list(ALL.text_keys()) == [f"{EXPIRED}--old", f"{EXPIRED}--b", f"{EXPIRED}--c"]
