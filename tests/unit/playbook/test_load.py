import json
import shutil
from pathlib import Path

import pytest

from cashier.core.words import LANGUAGES, Words
from cashier.playbook.broken import PlaybookBroken, Problem
from cashier.playbook.evidence import METHODS
from cashier.playbook.load import load_playbook
from tests.unit.playbook.conftest import Spoil

SENTENCES = [Words(language, ("errors",)) for language in LANGUAGES]
ALL_BUT_CASH = json.dumps([method for method in METHODS if method not in ("cash", "split")])
WRONG = [
    ("playbook.toml", "version =", "versoin =", Problem.missing_key, "version"),
    ("playbook.toml", 'minimum_program = "0.1.0"', 'minimum_program = "99.0"',
     Problem.newer_program, "minimum_program"),
    ("playbook.toml", 'minimum_program = "0.1.0"', 'minimum_program = "soon"',
     Problem.wrong_value, "minimum_program"),
    ("playbook.toml", '"en"', '"fr"', Problem.unknown_name, "languages"),
    ("playbook.toml", "unlisted = 0.01", "unlisted = 2", Problem.wrong_chance, "leaks.unlisted"),
    ("playbook.toml", "[leaks]", "surprise = 1\n[leaks]", Problem.unknown_key, "surprise"),
    ("playbook.toml", "[leaks]", "[leaks", Problem.unreadable, "playbook.toml"),
    ("causes.toml", "prior = 0.1309", "prior = 0.23", Problem.wrong_sum, "cause"),
    ("causes.toml", "prior = 0.1309", "prior = 0", Problem.wrong_chance,
     "cause.customer.password_pending.prior"),
    ("causes.toml", "yes = 0.9, no = 0.1", "yes = 0.9, no = 0.2", Problem.wrong_sum,
     "cause.customer.password_pending.sees.ask.phone_asks_password"),
    ("causes.toml", "yes = 0.9, no = 0.1", "yes = 0.9, nope = 0.1", Problem.unknown_name,
     "cause.customer.password_pending.sees.ask.phone_asks_password.nope"),
    ("causes.toml", '"ask.phone_asks_password" = {yes = 0.9', '"ask.phone_password" = {yes = 0.9',
     Problem.unknown_name, "cause.customer.password_pending.sees.ask.phone_password"),
    ("causes.toml", "customer_confirms_on_phone = 0.92", "confirm = 0.92", Problem.unknown_name,
     "cause.customer.password_pending.mends.confirm"),
    ("causes.toml", "customer_confirms_on_phone = 0.92", "pay_cash2 = 1.2", Problem.unknown_name,
     "cause.customer.password_pending.mends.pay_cash2"),
    ("causes.toml", "customer_confirms_on_phone = 0.92",
     "customer_confirms_on_phone = {chance = 0.9, secs = 3}", Problem.missing_key,
     "cause.customer.password_pending.mends.customer_confirms_on_phone.seconds"),
    ("causes.toml", 'mender = "customer"', 'mender = "costumer"', Problem.wrong_value,
     "cause.customer.password_pending.mender"),
    ("causes.toml", "credit = true", 'credit = "yes"', Problem.wrong_value,
     "cause.customer.fenfu_not_open.credit"),
    ("causes.toml", 'methods = ["fenfu"]', 'methods = ["fenfoo"]', Problem.unknown_name,
     "cause.customer.fenfu_not_open.methods"),
    ("causes.toml", 'cause."customer.cancelled"', 'cause."client.cancelled"', Problem.wrong_value,
     "cause.client.cancelled.id"),
    ("causes.toml", '{"wechat/USERPAYING" = 0.06}', '{"wechat/USERPAYNG" = 0.06}',
     Problem.unknown_name, "cause.customer.cancelled.sees.register.code.wechat/USERPAYNG"),
    ("steps.toml", 'remedy = "refresh_code"', 'remedy = "refresh"', Problem.wrong_value,
     "step.refresh_code.remedy"),
    ("steps.toml", "seconds = 9", "seconds = -9", Problem.wrong_value, "step.refresh_code.seconds"),
    ("steps.toml", "seconds = 9", 'seconds = "9"', Problem.wrong_value,
     "step.refresh_code.seconds"),
    ("steps.toml", "seconds = 9\n", "", Problem.missing_key, "step.refresh_code.seconds"),
    ("questions.toml", '"ask.others_pay"', '"ask.weather"', Problem.unknown_name,
     "question.ask.weather"),
    ("questions.toml", '["clerk", "customer", "unknown"]', '["clerk", "customer"]',
     Problem.missing_entry, "question.ask.who_scanned.values"),
    ("questions.toml", '["clerk", "customer", "unknown"]', '["clerk", "clerk", "unknown"]',
     Problem.duplicate, "question.ask.who_scanned.values"),
    ("questions.toml", '["clerk", "customer", "unknown"]', '["clerk", 5, "unknown"]',
     Problem.wrong_value, "question.ask.who_scanned.values"),
    ("methods.toml", "[method.cash]", "[method.gold]", Problem.unknown_name, "method.gold"),
    ("methods.toml", "[method.cash]\nremedy = \"cash\"\nseconds = 40\nneeds = []\nshares = []\n",
     "", Problem.missing_entry, "method.cash"),
    ("methods.toml", "min_fen = 5000,", "min_fen = 5000, max_fen = 1,", Problem.wrong_value,
     "method.split.limits.max_fen"),
    ("methods.toml", "min_fen = 5000,", "min_fen = 2.5,", Problem.wrong_value,
     "method.split.limits.min_fen"),
    ("rules.toml", "[rule.late_evening]", "[rule.Late]", Problem.wrong_value, "rule.Late.id"),
    ("rules.toml", "[rule.late_evening]", "[rule.own]", Problem.wrong_value, "rule.own.id"),
    ("rules.toml", 'effect = "warn"', 'effect = "wran"', Problem.wrong_value,
     "rule.static_code_day.effect"),
    ("rules.toml", '"electronics"', '"electroncs"', Problem.unknown_name,
     "rule.easily_resold.industries"),
    ("rules.toml", '["minor", "student"]', '["any"]', Problem.unknown_name,
     "rule.adults_only.customer_groups"),
    ("rules.toml", "22:00-06:00", "22-6", Problem.wrong_value, "rule.late_evening.hours"),
    ("rules.toml", "22:00-06:00", "06:00-06:00", Problem.wrong_value, "rule.late_evening.hours"),
    ("rules.toml", "min_fen = 100000\n", "min_fen = 100000\nmax_fen = 1\n", Problem.wrong_value,
     "rule.late_evening.max_fen"),
    ("rules.toml", 'methods = ["card"]', 'methods = ["fenfu"]', Problem.wrong_value,
     "rule.card_for_large.methods"),
    ("rules.toml", 'methods = ["card"]\n', "", Problem.wrong_value,
     "rule.card_for_large.methods"),
    ("rules.toml", 'methods = ["card_instalment"]', 'methods = ["cash"]', Problem.wrong_value,
     "rule.card_instalment_least.methods"),
    ("rules.toml", 'methods = ["card_instalment"]\n', "", Problem.blocks_everything,
     "rule.card_instalment_least.methods"),
    ("rules.toml", 'methods = ["card_instalment"]\nmax_fen = 49999',
     f"methods = {ALL_BUT_CASH}", Problem.blocks_everything, "rule.card_instalment_least.methods"),
    ("rules.toml", 'source = "own guess: many', 'sauce = "own guess: many', Problem.missing_key,
     "rule.card_instalment_least.source"),
    ("rules.toml", 'dated = "2026-09-11"\nofficial = false', 'dated = "x"\nofficial = "no"',
     Problem.wrong_value, "rule.password_alipay.official"),
    ("rules.toml", 'dated = "2017"', 'dated = "2017"\nnote = "x"', Problem.unknown_key,
     "rule.static_code_day.note"),
    ("timings.toml", "[query_every_s]", "[query_evry_s]", Problem.missing_key, "query_every_s"),
    ("timings.toml", "code_lives_s.wechat_payment", "code_lives_s.weixin", Problem.unknown_name,
     "code_lives_s.weixin"),
    ("timings.toml", "[damping.hold_s]", "[damping.hold]", Problem.missing_key, "damping.hold_s"),
    ("timings.toml", "[damping.hold_s]", "[damping.held_s]\nvalue = 1\n[damping.hold_s]",
     Problem.unknown_key, "damping.held_s"),
    ("timings.toml", "official = true", "official = 1", Problem.wrong_value,
     "query_first_s.official"),
    ("codes.csv", "provider,api", "provider,app", Problem.wrong_value, "1"),
    ("codes.csv", "provider.outage,false", "provider.outrage,false", Problem.unknown_name, "2"),
    ("codes.csv", "provider.outage,false", "provider.outage,perhaps", Problem.wrong_value, "2"),
    ("codes.csv", "charge,SYSTEMERROR", "refnd,SYSTEMERROR", Problem.wrong_value, "2"),
    ("codes.csv", "charge,SYSTEMERROR", "charge,", Problem.missing_key, "2"),
    ("codes.csv", "接口返回错误", "系统超时", Problem.duplicate, "3"),
    ("codes.csv", "query,SYSTEMERROR,200,系统错误,provider.outage,false",
     "query,SYSTEMERROR,200,系统错误,provider.outage,true", Problem.wrong_value, "45"),
    ("codes.csv", ",official page\n", "\n", Problem.wrong_value, "2"),
    ("wordings.toml", '"余额不足" = [', '"余额不够" = [', Problem.unknown_name, "said.余额不够"),
    ("wordings.toml", '"Insufficient balance"', '"支付失败"', Problem.duplicate, "said.余额不足"),
    ("wordings.toml", '"Insufficient balance"', "5", Problem.wrong_value, "said.余额不足"),
    ("wordings.toml", '"使用者" = "用户"', '"使用者" = 5', Problem.wrong_value, "same.使用者"),
    ("wordings.toml", "around = [", "arround = [", Problem.missing_key, "around"),
    ("playbook_en.ftl", "cause-code-expired =", "cause-code-expird =", Problem.missing_text,
     "cause-code-expired"),
    ("playbook_zh_CN.ftl", "    .aloud = 请刷新一下付款码", "    .alod = 请刷新一下付款码",
     Problem.missing_text, "cause-code-expired.aloud"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "problem", "entry"), WRONG)
def test_what_is_wrong_is_refused_by_file_and_entry(
    spoil: Spoil, file: str, old: str, new: str, problem: Problem, entry: str
) -> None:
    folder = spoil(file, old, new)
    with pytest.raises(PlaybookBroken) as refused:
        load_playbook(folder)
    fields = refused.value.fields
    assert (fields["file"], fields["problem"], fields["entry"]) == (file, problem.value, entry)
    line = refused.value.faults[0].line
    assert 1 <= line <= (folder / file).read_text(encoding="utf-8").count("\n") + 1
    for words in SENTENCES:
        said = words("error-playbook-broken", **fields)
        assert file in said or problem is Problem.newer_program
        assert words("error-playbook-broken.do", **fields)


@pytest.mark.parametrize(
    "name",
    ["playbook.toml", "causes.toml", "codes.csv", "questions.toml", "steps.toml", "methods.toml",
     "timings.toml", "till_texts.toml", "wordings.toml"],
)  # fmt: skip
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(PlaybookBroken) as refused:
        load_playbook(folder)
    assert refused.value.fields["problem"] == Problem.missing_file
    assert refused.value.fields["file"] == name


def test_files_that_are_no_text_or_far_too_long_are_refused(folder: Path) -> None:
    (folder / "steps.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PlaybookBroken):
        load_playbook(folder)
    (folder / "steps.toml").write_bytes(b"#" * 4_000_001)
    with pytest.raises(PlaybookBroken):
        load_playbook(folder)


def test_a_stray_quote_in_the_code_table_is_refused(spoil: Spoil) -> None:
    with pytest.raises(PlaybookBroken) as refused:
        load_playbook(spoil("codes.csv", "接口返回错误", '"接口"返回错误'))
    assert refused.value.fields["problem"] == Problem.unreadable


def test_chances_of_a_phrase_that_is_gone_are_refused(spoil: Spoil) -> None:
    with pytest.raises(PlaybookBroken) as refused:
        load_playbook(spoil("till_texts.toml", "[phrase.failed]", "[phrase.faild]"))
    fields = refused.value.fields
    assert (fields["entry"], fields["wanted"]) == ("healthy.register.text.failed", "faild")


def test_a_cause_on_no_known_side_is_refused(folder: Path) -> None:
    path = folder / "causes.toml"
    text = path.read_text(encoding="utf-8").replace('"customer.realname', '"person.realname')
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PlaybookBroken) as refused:
        load_playbook(folder)
    assert refused.value.fields["found"] == "person.realname"


def test_a_playbook_without_unclear_is_refused(folder: Path) -> None:
    path = folder / "causes.toml"
    text = path.read_text(encoding="utf-8").replace("[cause.unclear", '[cause."code.unclear"')
    text = text.replace('[cause."code.unclear"]', '[cause."code.unclear"]')
    text = text.replace('[cause."code.unclear".', '[cause."code.unclear".')
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PlaybookBroken) as refused:
        load_playbook(folder)
    assert refused.value.fields["wanted"] == "unclear"


def test_seconds_of_a_mend_may_differ_from_the_steps_own(spoil: Spoil) -> None:
    folder = spoil("causes.toml", "customer_confirms_on_phone = 0.92",
                   "customer_confirms_on_phone = {chance = 0.9, seconds = 3}")  # fmt: skip
    mend = load_playbook(folder).cause("customer.password_pending").mends[0]
    assert (mend.step, mend.chance, mend.seconds) == ("customer_confirms_on_phone", 0.9, 3)


def test_a_pack_without_words_speaks_with_the_programs(folder: Path) -> None:
    for file in folder.glob("*.ftl"):
        file.unlink()
    assert load_playbook(folder).causes


def test_loading_twice_gives_the_same(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "again"
    shutil.copytree(folder, other)
    assert load_playbook(folder).causes == load_playbook(other).causes


def test_faults_of_every_file_are_told_together(spoil: Spoil, folder: Path) -> None:
    """One slip in each file: none hides another, and each is told once."""
    slips = {file: (old, new, entry) for file, old, new, problem, entry in reversed(WRONG)
             if problem is not Problem.unreadable and entry != "1"}  # fmt: skip
    for file, (old, new, _) in slips.items():
        spoil(file, old, new)
    with pytest.raises(PlaybookBroken) as refused:
        load_playbook(folder)
    faults = refused.value.faults
    told = {(fault.file, fault.entry) for fault in faults}
    assert told >= {(file, entry) for file, (_, _, entry) in slips.items()}
    assert len(slips) >= 10
    assert len(faults) <= len(slips) + 2
    assert refused.value.fields["others"] == len(faults) - 1


def test_a_playbook_needs_both_languages(spoil: Spoil) -> None:
    folder = spoil("playbook.toml", '["zh_CN", "en"]', '["zh_CN"]')
    with pytest.raises(PlaybookBroken) as refused:
        load_playbook(folder)
    fault = refused.value.faults[0]
    assert (fault.entry, fault.problem, fault.wanted) == ("languages", Problem.missing_entry, "en")


def test_a_message_that_is_missing_altogether_is_told_once(spoil: Spoil) -> None:
    folder = spoil("playbook_en.ftl", "cause-code-expired =", "cause-code-expird =")
    spoil("playbook_zh_CN.ftl", "    .aloud = 请刷新一下付款码", "    .alod = 请刷新一下付款码")
    with pytest.raises(PlaybookBroken) as refused:
        load_playbook(folder)
    assert [fault.entry for fault in refused.value.faults] == [
        "cause-code-expired",
        "cause-code-expired.aloud",
    ]
