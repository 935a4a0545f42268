"""The loaded playbook: every part of it, and the few look-ups that diagnosis and cases need.

It answers "how often is this seen when that is wrong?" from the content. It may not combine the
answers: judging is diagnosis, choosing is cases.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cashier.playbook.checklists import NO_CHECKLISTS, Checklists
from cashier.playbook.codes import CodeTable
from cashier.playbook.evidence import UNKNOWN, Vocabulary
from cashier.playbook.hints import NO_HINTS, Hints
from cashier.playbook.model import (
    UNCLEAR,
    Cause,
    Chances,
    CodeRow,
    Method,
    Question,
    Stakes,
    Step,
    TillPhrase,
)
from cashier.playbook.rules import Rule
from cashier.playbook.timings import Timings
from cashier.playbook.variants import NO_VARIANTS, Variants

_PAYMENT = "_payment"


@dataclass(frozen=True, slots=True)
class Leaks:
    """Chances for what the content does not list: nothing seen is ever impossible.

    `unseen` is how often one look at a code shows nothing of what is wrong with it.
    """

    unlisted: float
    own_row: float
    other_row: float
    unseen: float


@dataclass(frozen=True, slots=True, eq=False)
class Playbook:
    """All that the guidance knows, checked and in a stable order.

    One playbook is itself only: judgements that depend on it alone are kept by its identity.
    """

    version: str
    languages: tuple[str, ...]
    minimum_program: str
    causes: tuple[Cause, ...]
    codes: CodeTable
    questions: tuple[Question, ...]
    steps: tuple[Step, ...]
    methods: tuple[Method, ...]
    timings: Timings
    stakes: Stakes
    healthy: Mapping[str, Chances]
    phrases: tuple[TillPhrase, ...]
    leaks: Leaks
    vocabulary: Vocabulary = field(repr=False)
    rules: tuple[Rule, ...] = ()
    variants: Variants = field(default=NO_VARIANTS, repr=False)
    checklists: Checklists = field(default=NO_CHECKLISTS, repr=False)
    hints: Hints = field(default=NO_HINTS, repr=False)
    cause_ids: tuple[str, ...] = field(init=False, repr=False)
    _causes: Mapping[str, Cause] = field(init=False, repr=False)
    _steps: Mapping[str, Step] = field(init=False, repr=False)
    _methods: Mapping[str, Method] = field(init=False, repr=False)
    _questions: Mapping[str, Question] = field(init=False, repr=False)
    _rules: Mapping[str, Rule] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_causes", {cause.id: cause for cause in self.causes})
        # What nobody listed may be at work with any playbook.
        object.__setattr__(self, "cause_ids", tuple({**self._causes, UNCLEAR: None}))
        object.__setattr__(self, "_steps", {step.id: step for step in self.steps})
        object.__setattr__(self, "_methods", {method.id: method for method in self.methods})
        object.__setattr__(self, "_questions", {one.name: one for one in self.questions})
        object.__setattr__(self, "_rules", {rule.id: rule for rule in self.rules})

    def cause(self, cause_id: str) -> Cause:
        """The cause with this id; KeyError when there is none."""
        return self._causes[cause_id]

    def step(self, step_id: str) -> Step:
        """The step with this id; KeyError when there is none."""
        return self._steps[step_id]

    def method(self, method_id: str) -> Method:
        """The method with this id; KeyError when there is none."""
        return self._methods[method_id]

    def question(self, name: str) -> Question:
        """The question that asks for this evidence; KeyError when there is none."""
        return self._questions[name]

    def rule(self, rule_id: str) -> Rule:
        """The rule with this id; KeyError when there is none."""
        return self._rules[rule_id]

    def till_phrase(self, text: str) -> str | None:
        """The id of the register's own phrase that says exactly this, else None."""
        return self.codes.phrase(text)

    def kind_for(self, method: str | None, kind: str) -> str:
        """The code kind as the tables speak of it: they are written for a WeChat payment.

        A code that belongs to `method` counts as `wechat_payment`, a WeChat code shown for another
        method as a foreign wallet's. Without a method the kind stands as it is.
        """
        own = self._methods[method].code_kinds if method else ()
        if not own:
            return kind
        if kind in own:
            return "wechat_payment"
        return "alipay_payment" if kind == "wechat_payment" else kind

    def wallet(self, method: str | None, kind: str | None) -> str:
        """The wallet that shows such a code, else the one of the method; empty where nobody knows.

        Args:
            method: that failed.
            kind: of the code that was seen.
        """
        kinds = (kind or "", *(self._methods[method].code_kinds if method else ()))
        own = (name.removesuffix(_PAYMENT) for name in kinds if name.endswith(_PAYMENT))
        return next(own, "")

    def likelihood(self, cause_id: str, name: str, value: str) -> float | None:
        """How often `name=value` is seen when this is the cause; None when it tells nothing.

        The cause's own table counts; what it does not list is as when all is well; and what that
        does not list either is uninformative. What a table leaves out gets the leak, never 0.
        `register.text` takes the shown text or the id of a phrase. `register.code` and texts that
        fit a row are answers of a provider: ask `row_likelihoods` for those.
        """
        if value == UNKNOWN:
            return None
        if name == "register.text":
            phrase = value if self._is_phrase(value) else self.till_phrase(value)
            if phrase is None:
                return None
            value = phrase
        table = self._causes[cause_id].sees.get(name) or self.healthy.get(name)
        if table is None or name == "register.code":
            return None
        return table.get(value, self.leaks.unlisted)

    def row_likelihoods(self, rows: Iterable[CodeRow]) -> dict[str, float]:
        """For every cause, how often it makes the provider answer with one of these rows.

        A row's own cause comes first; a cause may list further answers in `sees."register.code"`,
        as `provider/CODE` or, for one row only, `provider/CODE|message`.
        """
        found = tuple(rows)
        chances: dict[str, float] = {}
        for cause in self.causes:
            listed = cause.sees.get("register.code", {})
            chances[cause.id] = max(
                (self._row_chance(cause, listed, row) for row in found),
                default=self.leaks.other_row,
            )
        return chances

    def _row_chance(self, cause: Cause, listed: Chances, row: CodeRow) -> float:
        if row.cause == cause.id:
            return self.leaks.own_row
        code = f"{row.provider}/{row.code}"
        chance = listed.get(f"{code}|{row.message}", listed.get(code, 0.0))
        return max(chance, self.leaks.other_row)

    def _is_phrase(self, value: str) -> bool:
        return any(phrase.id == value for phrase in self.phrases)
