"""When to probe next. Pure.

Calm: half a minute and a bit, never less, because the shops of a mall share one address. In doubt,
or with a case open: every two seconds, and with a case open a failure is confirmed at once. While a
light is amber or red: every few seconds for two hours, so that a recovery is seen within ten; what
stays away for longer is not worth the noise.
"""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Cadence:
    """The pace, in seconds from the start of a round to the start of the next.

    `jitter` is the share by which a calm pause is lengthened at most.
    """

    calm_s: float = 30.0
    jitter: float = 0.2
    doubt_s: float = 2.0
    confirm_s: float = 0.5
    trouble_s: float = 3.0
    trouble_for_s: float = 7200.0

    def pause(
        self, chance: Random, *, confirm: bool, doubt: bool, troubled_s: float | None
    ) -> float:
        """Return the pause.

        Args:
            chance: spreads the shops of one address over the time.
            confirm: with a case open, something has failed that a second look would confirm.
            doubt: a case is open, or the last beat says something else than the light.
            troubled_s: how long a light has been amber or red, None when none is.
        """
        if confirm:
            return self.confirm_s
        if doubt:
            return self.doubt_s
        if troubled_s is not None and troubled_s <= self.trouble_for_s:
            return self.trouble_s
        return self.calm_s * chance.uniform(1.0, 1.0 + self.jitter)
