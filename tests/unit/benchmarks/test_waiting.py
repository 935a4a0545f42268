"""The waiting-time simulation: one truth for every policy, its rules, and worlds that are wrong."""

from pathlib import Path

import pytest

from benchmarks.simulation.guided import Closed, Guided, Judge, LearnedJudge, Said, Verdict
from benchmarks.simulation.month import confirmed
from benchmarks.simulation.plan import Plan, State
from benchmarks.simulation.results import judge_world, queue_losses
from benchmarks.simulation.runs import POLICIES, Played, Table, WorldSource, play_worlds, table_for
from benchmarks.simulation.sale import Sale
from benchmarks.simulation.sources import world_file
from benchmarks.simulation.truth import Truth
from benchmarks.simulation.world import TrueCause, World, WorldBroken, parse_world
from benchmarks.waiting import main
from cashier.diagnosis.actions import NextKind, NextStep
from cashier.diagnosis.learning import UNCONFIRMED, Counts
from tests.helpers.playbooks import shipped

SMALL = Path(__file__).resolve().parents[2] / "data" / "worlds" / "small.toml"
TEXT = SMALL.read_text(encoding="utf-8")
FAILURES = 120


@pytest.fixture(scope="module")
def source() -> WorldSource:
    return world_file(SMALL)


@pytest.fixture(scope="module")
def world(source: WorldSource) -> World:
    return source.world()


@pytest.fixture(scope="module")
def table(world: World) -> Table:
    return table_for(world)


@pytest.fixture(scope="module")
def played(source: WorldSource) -> Played:
    return play_worlds([source], POLICIES, FAILURES, jobs=1)[0]


def cause_of(world: World, cause: str) -> TrueCause:
    return next(one for one in world.causes if one.id == cause)


def first_with(table: Table, policy: str, cause: str) -> Sale:
    sales = (table.play(policy, number) for number in range(200))
    return next(sale for sale in sales if sale.truth.cause.id == cause)


def test_the_truth_does_not_depend_on_what_was_looked_at_first(world: World) -> None:
    names = world.names
    for number in range(30):
        one, other = Truth(world, number), Truth(world, number)
        forwards = {name: one.sees(name) for name in names}
        other.works("wait", 1)
        assert {name: other.sees(name) for name in reversed(names)} == forwards
        assert (other.cause, other.code, other.text) == (one.cause, one.code, one.text)


def test_the_same_remedy_takes_every_policy_as_long(table: Table) -> None:
    for number in range(FAILURES):
        sales = [table.play(policy, number) for policy in POLICIES]
        for what in ("read_till", "query", "switch_wallet", "cash"):
            taken = {dict(reversed(sale.steps)).get(what) for sale in sales} - {None}
            assert len(taken) <= 1


def test_a_failed_remedy_fails_again_and_a_retry_is_drawn_anew(world: World) -> None:
    truths = [Truth(world, number) for number in range(200)]
    assert all(truth.works("cash", 1) == truth.works("cash", 2) for truth in truths)
    slow = [truth for truth in truths if truth.cause.id == "network.slow"]
    assert any(truth.works("wait", 1) != truth.works("wait", 2) for truth in slow)


def test_lights_show_the_truth_now_and_then_blurred(world: World) -> None:
    shown = [Truth(world, number).sees("health.dns") for number in range(500)]
    assert 400 < shown.count("ok") < 480
    assert shown.count("unknown") > 0
    assert Truth(world, 0).sees("chain.booking") is None


def test_nobody_beats_the_oracle_and_it_charges_nobody_twice(played: Played) -> None:
    means = {policy: sum(one.waits) / FAILURES for policy, one in played.items()}
    assert min(means, key=lambda policy: means[policy]) == "oracle"
    assert {policy for policy, one in played.items() if one.second_charges} == {"retry"}


def test_the_figures_measure_against_checklist_and_oracle(world: World, played: Played) -> None:
    results = judge_world(world, played)
    assert results["oracle"].share_pct == pytest.approx(100)
    assert results["checklist"].share_pct == pytest.approx(0)
    assert results["oracle"].median <= results["oracle"].p90
    assert results["ours"].reduction_pct is not None


def test_the_queue_loses_more_where_failures_take_longer(world: World) -> None:
    assert queue_losses(world, [30.0]) < queue_losses(world, [300.0])


def test_the_result_does_not_depend_on_the_choice_of_policies(
    source: WorldSource, played: Played
) -> None:
    alone = play_worlds([source], ("retry",), FAILURES, jobs=1)[0]["retry"]
    assert alone.waits == played["retry"].waits


def test_careful_policies_query_before_a_remedy_and_reverse_before_a_charge(table: Table) -> None:
    sale = first_with(table, "oracle", "customer.password_pending")
    names = [name for name, _ in sale.steps]
    assert names[:3] == ["read_till", "query", "confirm_on_phone"]
    sale = first_with(table, "checklist", "customer.password_pending")
    assert sale.second_charges == 0
    for number in range(200):
        names = [name for name, _ in table.play("checklist", number).steps]
        charged = "switch_wallet" in names and "confirm_on_phone" in names
        assert not charged or "reverse" in names[: names.index("switch_wallet")]


def test_an_order_taken_back_cannot_be_confirmed(table: Table) -> None:
    sale = first_with(table, "oracle", "customer.password_pending")
    fresh = Sale(sale.truth, table.finals)
    assert fresh.query() == "paying"
    fresh.reverse()
    assert fresh.query() == "reversed"
    assert not fresh.apply("confirm_on_phone")
    fresh.apply("cash")
    assert fresh.second_charges == 0


def test_a_plan_goes_by_chance_per_second_and_waits_again(world: World) -> None:
    slow = Plan(world, cause_of(world, "network.slow"))
    assert slow.next(State()) == "retry_same"
    assert slow.after(State(), "retry_same") == State()
    expired = Plan(world, cause_of(world, "code.expired"))
    state, done = State(), []
    while remedy := expired.next(state):
        done.append(remedy)
        state = expired.after(state, remedy)
    assert done == ["refresh_code", "switch_wallet", "cash"]


def test_our_policy_tells_what_it_knew_at_the_close(table: Table) -> None:
    heard: list[Closed] = []
    sale = table.play("ours", 3, heard.append)
    assert sale.paid
    (closed,) = heard
    assert 0 < closed.probability <= 1
    assert "register.outcome" in dict(closed.evidence)


class Reckless(Judge):
    """Advises to pay with another wallet whatever is known."""

    def judge(self, evidence: Said, charged_s: float) -> Verdict:
        return Verdict(NextStep(NextKind.switch, "alipay", 22), "unclear", 1)


def test_advice_that_charges_a_pending_order_is_counted(table: Table) -> None:
    truth = first_with(table, "oracle", "customer.password_pending").truth
    sale = Sale(truth, table.finals)
    Guided(sale, Reckless(shipped())).play()
    assert [name for name, _ in sale.steps[:3]] == ["read_till", "query", "switch_wallet"]
    assert sale.second_charges >= 2
    sale = Sale(first_with(table, "oracle", "code.expired").truth, table.finals)
    Guided(sale, Reckless(shipped())).play()
    assert sale.second_charges == 0


def test_blind_sees_neither_lights_nor_codes(table: Table) -> None:
    heard: list[Closed] = []
    table.play("ours_blind", 3, heard.append)
    seen = {name.partition(".")[0] for name, _ in heard[0].evidence}
    assert not seen & {"health", "code", "recent"}


@pytest.mark.parametrize(
    ("change", "to", "key"),
    [
        ("reverse = 15\n", "", "seconds.reverse"),
        ("wait = 20\n", 'wait = "long"\n', "seconds.wait"),
        ("true = 0.9", "true = 1.9", "lights.true"),
        ("payments_per_hour = 90", "payments_per_hour = 0", "shop.payments_per_hour"),
        ("share = 0.4", "share = 0.1", "cause.*.share"),
        ("cash = 0.95}\n[cause", "gold = 0.95}\n[cause", "mends.gold"),
        ("warn = 0.8, ok = 0.2", "warm = 0.8, ok = 0.2", '"health.internet"'),
        ("warn = 0.8, ok = 0.2", "warn = 0.8", '"health.internet"'),
        ("wechat/USERPAYING", "wechat", 'cause."customer.password_pending".till[0]'),
        ('[["", "", 1.0]]', '[["", 1.0]]', 'cause."unlisted".till[0]'),
        ('["customer", "merchant", "network", "code"]', '["customer"]', "checklist.order"),
        ("[lights]", "[lamps]", "lights"),
        ("[shop]", "[shop", "TOML"),
    ],
)
def test_a_world_that_is_wrong_is_refused_with_file_and_key(change: str, to: str, key: str) -> None:
    assert change in TEXT
    with pytest.raises(WorldBroken) as refused:
        parse_world(TEXT.replace(change, to, 1), "some.toml", "some")
    assert str(refused.value).startswith("some.toml: ")
    assert key in str(refused.value)


def test_the_command_prints_the_table_and_the_worst_failures(
    capsys: pytest.CaptureFixture[str],
) -> None:
    options = ["--world", str(SMALL), "--failures", "20", "--jobs", "1"]
    assert main(options) == 0
    told = capsys.readouterr().out
    assert [policy for policy in POLICIES if policy not in told] == []
    assert main([*options, "--explain", "1"]) == 0
    assert "s lost" in capsys.readouterr().out


def test_the_command_refuses_a_wrong_world_with_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--world", str(tmp_path / "none.toml")]) == 2
    assert "none.toml" in capsys.readouterr().err


def test_a_month_confirms_what_the_playbook_alone_was_sure_of() -> None:
    playbook = shipped()
    said = (("register.code", "wechat/NOTENOUGH"), ("ask.phone_notice", "limit"))
    known = (*said, ("ask.fenfu_choice", "greyed"))
    cause = "customer.fenfu_limit"
    assert confirmed(Closed(known, cause, 0.9, "wechat"), playbook) == cause
    assert confirmed(Closed(known, "customer.no_funds", 0.9, "wechat"), playbook) == UNCONFIRMED
    assert confirmed(Closed((), cause, 0.9, "wechat"), playbook) == UNCONFIRMED


def test_what_was_learnt_moves_the_judgement() -> None:
    playbook = shipped()
    counts = Counts((("customer.risk_control", 60.0),))
    said: Said = (("register.text", "支付失败"), ("order.state", "failed"))
    plain = Judge(playbook).judge(said, 20.0)
    learnt = LearnedJudge(playbook, counts).judge(said, 20.0)
    assert learnt.cause == "customer.risk_control"
    assert plain.cause != learnt.cause or plain.probability < learnt.probability
