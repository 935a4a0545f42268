"""Alarms over time: one a link, root cause first, never a flood."""

from dataclasses import replace
from itertools import pairwise
from math import inf

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from cashier.alarms.alarm import HOUR_S, Alarm, Kind, Message, Patience
from cashier.alarms.alarms import Alarms, Taken
from cashier.alarms.sight import Finding, Grade, Sight
from tests.helpers.playbooks import shipped

DNS, NET, BURST = "health.dns", "health.internet", "burst.provider"
PATIENCE = Patience.of(shipped().timings.damping)


def sight(
    *broken: str,
    explained: tuple[str, ...] = (),
    unknown: tuple[str, ...] = (),
    unwatched: tuple[str, ...] = (),
) -> Sight:
    found = {name: Finding(name, Grade.fail, explained=name in explained) for name in broken}
    return Sight(found, frozenset(unknown), frozenset(unwatched))


class Story:
    """Alarms that are looked at in turn; `said` is everything told so far."""

    def __init__(self, patience: Patience = PATIENCE) -> None:
        self.alarms = Alarms(patience)
        self.now_s = 1000.0
        self.said: list[tuple[Kind, str]] = []

    def look(self, seen: Sight, after_s: float = 0.0, *, quiet: bool = False) -> Taken:
        self.now_s += after_s
        self.alarms, taken = self.alarms.take(seen, self.now_s, quiet=quiet)
        self.said += [(one.kind, one.alarm.name) for one in taken.messages]
        return taken

    def last(self, seen: Sight, seconds: float, *, every_s: float = 20.0) -> None:
        for _ in range(round(seconds / every_s)):
            self.look(seen, every_s)

    @property
    def only(self) -> Alarm:
        (alarm,) = self.alarms.open.values()
        return alarm


def raised(name: str = DNS, patience: Patience = PATIENCE) -> Story:
    story = Story(patience)
    story.look(sight(name))
    story.look(sight(name), 20)
    return story


def test_a_slip_is_no_alarm() -> None:
    story = Story()
    story.look(sight(DNS))
    story.look(sight(), 19)
    story.look(sight(DNS), 10)
    assert not story.alarms.open
    assert story.alarms.restless


def test_what_lasts_is_raised_once_with_when_it_began() -> None:
    story = raised()
    story.last(sight(DNS), 600)
    assert story.said == [(Kind.raised, DNS)]
    assert story.only.since_s == 1000.0


def test_a_burst_was_counted_already_and_is_raised_at_once() -> None:
    story = Story()
    finding = Finding(BURST, Grade.fail, ("wechat",), since_s=700.0)
    taken = story.look(Sight({BURST: finding}))
    assert [(one.since_s, one.methods) for one in taken.raised] == [(700.0, ("wechat",))]


def test_the_end_is_told_with_how_long_it_was() -> None:
    story = raised()
    story.last(sight(DNS), 280)
    story.look(sight(), 20)
    assert story.alarms.open
    taken = story.look(sight(), PATIENCE.clear_after_s)
    assert [(one.kind, one.lasted_s) for one in taken.messages] == [(Kind.cleared, 320.0)]
    assert not story.alarms.restless


def test_what_follows_from_something_else_is_no_alarm_of_its_own() -> None:
    story = Story()
    both = sight(NET, DNS, explained=(DNS,))
    story.last(both, 200)
    assert list(story.alarms.open) == [NET]
    # Once the root is mended the rest has a minute to come back, and is judged then.
    story.last(sight(DNS), 40)
    assert DNS not in story.alarms.open
    story.last(sight(DNS), 20)
    assert DNS in story.alarms.open


def test_payments_that_failed_because_of_something_else_are_no_burst_after_it() -> None:
    story = Story()
    burst = Finding(BURST, Grade.fail, explained=True)
    root = Finding(NET, Grade.fail)
    story.last(Sight({NET: root, BURST: burst}), 300)
    story.last(Sight({BURST: replace(burst, explained=False)}), 580)
    assert BURST not in story.alarms.open
    # Still failing ten minutes after the network is back: that is another trouble.
    story.last(Sight({BURST: replace(burst, explained=False)}), 40)
    assert BURST in story.alarms.open


def test_an_alarm_whose_root_turns_up_later_stays_and_is_still() -> None:
    story = raised()
    story.last(sight(NET, DNS, explained=(DNS,)), 6 * HOUR_S)
    assert set(story.alarms.open) == {NET, DNS}
    assert (Kind.reminder, DNS) not in story.said
    assert (Kind.reminder, NET) in story.said


def test_reminders_grow_rarer() -> None:
    story = raised()
    times = [story.now_s for _ in range(4000) if story.look(sight(DNS), 20).messages]
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert gaps == sorted(gaps)
    assert gaps[0] >= PATIENCE.remind_after_s
    assert len(times) < 9


def test_silence_ends_by_itself_and_acknowledgement_does_not() -> None:
    story = raised()
    story.alarms = story.alarms.silenced(story.only.id, story.now_s + 3600)
    story.last(sight(DNS), 3580)
    assert story.said == [(Kind.raised, DNS)]
    story.look(sight(DNS), 40)
    assert story.said[-1] == (Kind.reminder, DNS)
    story.alarms = story.alarms.acknowledged(story.only.id)
    story.last(sight(DNS), 10 * HOUR_S)
    assert len(story.said) == 2
    story.last(sight(), 100)
    assert story.said[-1] == (Kind.cleared, DNS)


def test_silenced_until_it_is_over_its_end_is_still_told() -> None:
    story = raised()
    story.alarms = story.alarms.silenced(story.only.id, inf)
    story.last(sight(DNS), 10 * HOUR_S)
    story.last(sight(), 100)
    assert story.said == [(Kind.raised, DNS), (Kind.cleared, DNS)]


def test_an_id_that_is_not_open_changes_nothing() -> None:
    story = raised()
    assert story.alarms.silenced("health.dns:9") is story.alarms
    assert story.alarms.acknowledged("") is story.alarms


def test_what_got_worse_is_told_anew_though_somebody_knew_of_it() -> None:
    story = Story()
    amber = Sight({DNS: Finding(DNS, Grade.warn)})
    story.last(amber, 40)
    story.alarms = story.alarms.acknowledged(story.only.id)
    story.look(sight(DNS), 20)
    story.look(amber, 20)
    story.look(sight(DNS), 20)
    assert story.said == [(Kind.raised, DNS), (Kind.reminder, DNS)]
    assert story.only.grade is Grade.fail


def test_a_link_of_which_nothing_is_known_for_an_hour_ends_as_lost_and_not_as_mended() -> None:
    story = raised()
    gone = sight(unknown=(DNS,))
    story.last(gone, HOUR_S)
    assert story.alarms.open
    story.last(gone, 40)
    assert not story.alarms.open
    assert story.said[-1] == (Kind.lost, DNS)
    assert (Kind.cleared, DNS) not in story.said


def test_somebody_may_put_away_what_nobody_can_see() -> None:
    story = raised()
    story.last(sight(unknown=(DNS,)), 100)
    story.alarms = story.alarms.acknowledged(story.only.id)
    story.last(sight(unknown=(DNS,)), 100)
    assert not story.alarms.open
    assert story.said[-1] == (Kind.lost, DNS)


def test_what_is_seen_again_within_the_hour_goes_on_as_before() -> None:
    story = raised()
    story.last(sight(unknown=(DNS,)), HOUR_S - 100)
    story.last(sight(DNS), 60)
    story.last(sight(unknown=(DNS,)), HOUR_S - 100)
    assert story.only.fine_since_s is None
    story.last(sight(), 100)
    assert story.said[-1] == (Kind.cleared, DNS)


def test_what_no_method_needs_any_more_ends_soon_and_not_as_mended() -> None:
    story = raised()
    story.last(sight(unwatched=(DNS,)), 80)
    assert not story.alarms.open
    assert story.said[-1] == (Kind.lost, DNS)


def test_the_oftener_it_comes_back_the_longer_it_must_be_fine() -> None:
    story = Story()
    waits = []
    for _ in range(6):
        story.last(sight(DNS), 60)
        waits.append(story.only.wait_s)
        story.last(sight(), waits[-1] + 20)
    assert waits == [60.0, 120.0, 240.0, 480.0, 960.0, 1800.0]
    story.last(sight(), 3600)
    story.last(sight(DNS), 60)
    assert story.only.wait_s == 60.0


def test_at_night_nothing_is_told_and_in_the_morning_what_still_holds() -> None:
    story = Story()
    for _ in range(6):
        story.look(sight(DNS, NET), 20, quiet=True)
    for _ in range(6):
        story.look(sight(DNS), 20, quiet=True)
    assert not story.said
    story.look(sight(DNS))
    assert story.said == [(Kind.raised, DNS)]


def test_an_end_that_could_not_be_told_and_a_new_beginning_cancel_out() -> None:
    story = raised()
    for _ in range(6):
        story.look(sight(), 20, quiet=True)
    assert not story.alarms.open
    for _ in range(3):
        story.look(sight(DNS), 20, quiet=True)
    story.look(sight(DNS), 20)
    assert story.said == [(Kind.raised, DNS)]
    assert story.only.told == 1
    story.last(sight(), 300)
    assert story.said[1:] == [(Kind.cleared, DNS)]


def test_dozens_at_once_keep_to_the_limit_and_the_rest_is_told_later() -> None:
    story = Story()
    many = [f"health.{number}" for number in range(30)]
    story.last(sight(*many), 3000)
    assert [kind for kind, _ in story.said] == [Kind.raised] * PATIENCE.most_per_hour
    story.last(sight(*many), 2.5 * HOUR_S)
    assert {name for kind, name in story.said if kind is Kind.raised} == set(many)


def test_an_alarm_from_before_the_restart_is_not_told_again_but_its_end_is() -> None:
    story = Story()
    known = Alarm("x", DNS, Grade.fail, 400.0, told=1, next_s=5000.0)
    story.alarms = story.alarms.restored([known], sent=[900.0])
    story.last(sight(DNS), 200)
    assert not story.said
    story.last(sight(), 100)
    assert story.said == [(Kind.cleared, DNS)]


class History(RuleBasedStateMachine):
    """Random months at a till: lights come and go, people silence, nights are quiet."""

    NAMES = (DNS, NET, BURST, "health.clock", "chain.callback", "health.version")

    def __init__(self) -> None:
        super().__init__()
        self.patience = replace(PATIENCE, most_per_hour=4)
        self.alarms = Alarms(self.patience)
        self.now_s = 0.0
        self.broken: dict[str, Finding] = {}
        self.unknown: set[str] = set()
        self.quiet = False
        self.times: list[float] = []
        self.raised: dict[str, Alarm] = {}
        self.open_told: set[str] = set()
        self.was_broken: set[str] = set()

    @rule(
        name=st.sampled_from(NAMES),
        state=st.sampled_from(["broken", "warn", "explained", "fine", "unknown"]),
    )
    def becomes(self, name: str, state: str) -> None:
        self.broken.pop(name, None)
        self.unknown.discard(name)
        if state == "unknown":
            self.unknown.add(name)
        elif state != "fine":
            grade = Grade.warn if state == "warn" else Grade.fail
            self.broken[name] = Finding(name, grade, explained=state == "explained")

    @rule(seconds=st.sampled_from([1.0, 20.0, 65.0, 600.0, 4000.0]), times=st.integers(1, 4))
    def passes(self, seconds: float, times: int) -> None:
        for _ in range(times):
            self.now_s += seconds
            self.look()

    @rule(quiet=st.booleans())
    def night(self, quiet: bool) -> None:
        self.quiet = quiet

    @rule(name=st.sampled_from(NAMES), minutes=st.sampled_from([5.0, 60.0, inf]))
    def silences(self, name: str, minutes: float) -> None:
        if name in self.alarms.open:
            alarm_id = self.alarms.open[name].id
            self.alarms = self.alarms.silenced(alarm_id, self.now_s + 60 * minutes)

    @rule(name=st.sampled_from(NAMES))
    def acknowledges(self, name: str) -> None:
        if name in self.alarms.open:
            self.alarms = self.alarms.acknowledged(self.alarms.open[name].id)

    def look(self) -> None:
        before = dict(self.alarms.open)
        seen = Sight(dict(self.broken), frozenset(self.unknown))
        self.alarms, taken = self.alarms.take(seen, self.now_s, quiet=self.quiet)
        for alarm in taken.raised:
            finding = self.broken[alarm.name]
            assert not finding.explained, "an alarm without a cause of its own"
            assert alarm.name not in before or alarm.name in {
                end.alarm.name for end in taken.cleared
            }
            assert alarm.id not in self.raised
            self.raised[alarm.id] = alarm
        ended = {end.alarm.id for end in taken.cleared}
        now_open = {one.id for one in self.alarms.open.values()}
        new = {one.id for one in taken.raised}
        assert now_open == ({one.id for one in before.values()} - ended) | new
        for end in taken.cleared:
            assert end.alarm.name not in self.broken, "all-clear while it is broken"
            assert end.lasted_s >= 0
        assert not (self.quiet and taken.messages)
        for message in taken.messages:
            self.heard(message)

    def heard(self, message: Message) -> None:
        self.times.append(self.now_s)
        name = message.alarm.name
        if message.kind is Kind.raised:
            assert name not in self.open_told, "told twice"
            self.open_told.add(name)
        elif message.kind is Kind.reminder:
            assert name in self.open_told
            assert not message.alarm.acknowledged
            assert self.now_s >= message.alarm.silent_until_s
        else:
            assert name in self.open_told, "the end of something nobody heard of"
            self.open_told.discard(name)

    @invariant()
    def no_hour_has_too_many(self) -> None:
        recent = [at_s for at_s in self.times if self.now_s - at_s < HOUR_S]
        assert len(recent) <= self.patience.most_per_hour

    @invariant()
    def one_alarm_a_link(self) -> None:
        assert all(name == one.name for name, one in self.alarms.open.items())

    def teardown(self) -> None:
        """Once all is mended every alarm comes to its end, and everybody who heard hears it."""
        self.broken, self.unknown, self.quiet = {}, set(), False
        for _ in range(40):
            self.now_s += 1000.0
            self.look()
        assert not self.alarms.restless
        assert not self.open_told


TestHistory = History.TestCase
TestHistory.settings = settings(max_examples=150, stateful_step_count=50, deadline=None)
