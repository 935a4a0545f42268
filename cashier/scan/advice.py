"""Which fault of a picture is mended by which advice. Pure; the sentences are the playbook's."""

from collections.abc import Iterable

from cashier.scan.reading import Fault

FAULTS: dict[str, tuple[str, ...]] = {
    "blur_focus": ("hold_still", "further_away"),
    "blur_motion": ("hold_still",),
    "glare": ("tilt_away_from_lamp",),
    "dark": ("brighten_screen",),
    "low_contrast": ("brighten_screen",),
    "tilt": ("hold_flat",),
    "curved": ("hold_flat",),
    "small": ("closer",),
    "cut_off": ("whole_code_in_view",),
    "covered": ("uncover",),
    "damaged": ("refresh", "show_barcode"),
    "moire": ("show_barcode",),
}
WORTH_SAYING = 0.2
FALLBACK = ("hold_still",)


def advice_for(faults: Iterable[Fault]) -> tuple[str, ...]:
    """Return the advice for the given faults, worst fault first, each advice once."""
    worst_first = sorted(faults, key=lambda fault: -fault.severity)
    wanted = [
        advice
        for fault in worst_first
        if fault.severity >= WORTH_SAYING
        for advice in FAULTS[fault.name]
    ]
    return tuple(dict.fromkeys(wanted))
