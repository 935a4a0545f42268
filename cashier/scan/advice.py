"""Which fault is mended first, and by which advice. Pure; the sentences are the playbook's."""

from collections.abc import Iterable

from cashier.scan.reading import Fault

FAULTS: dict[str, tuple[str, ...]] = {
    "cut_off": ("whole_code_in_view",),
    "covered": ("uncover",),
    "tilt": ("hold_flat",),
    "small": ("closer",),
    "glare": ("tilt_away_from_lamp",),
    "curved": ("hold_flat",),
    "blur_motion": ("hold_still",),
    "blur_focus": ("hold_still", "further_away"),
    "dark": ("brighten_screen",),
    "moire": ("show_barcode",),
    "low_contrast": ("brighten_screen",),
    "damaged": ("refresh", "show_barcode"),
}
"""The advice for each fault; what mends most comes first: it often takes the others along."""
WORTH_SAYING = 0.2
WORTH_SAYING_THOUGH_READ = 0.5
"""A code that was read well is only spoken about when it will hardly be read again."""
FALLBACK = ("hold_still",)

_ABOUT_AS_BAD = 0.15
_RANK = {name: rank for rank, name in enumerate(FAULTS)}


def most_useful_first(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Return the faults in the order of mending.

    The worst counts first, but of those about as bad the one that mends most; none that is not
    worth saying comes before one that is.
    """
    left = list(faults)
    ordered = []
    while left:
        worst = max(fault.severity for fault in left)
        least = worst - _ABOUT_AS_BAD
        if worst >= WORTH_SAYING:
            least = max(least, WORTH_SAYING)
        bad = [fault for fault in left if fault.severity >= least]
        first = min(bad, key=lambda fault: _RANK[fault.name])
        left.remove(first)
        ordered.append(first)
    return tuple(ordered)


def advice_for(faults: Iterable[Fault], *, read_well: bool = False) -> tuple[str, ...]:
    """Return the advice for the given faults, the most useful first, each advice once."""
    least = WORTH_SAYING_THOUGH_READ if read_well else WORTH_SAYING
    wanted = [
        advice
        for fault in most_useful_first(faults)
        if fault.severity >= least
        for advice in FAULTS[fault.name]
    ]
    return tuple(dict.fromkeys(wanted))
