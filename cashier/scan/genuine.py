"""Three places → whether they are finders at all, told before anything dear is done. Pure.

What three places in data, print or wood look like at first sight falls far below once frames follow
the edges that are there, and the light ring around a finder is missing.
"""

import numpy as np

from cashier.scan.engines import Picture
from cashier.scan.finder import all_refined, ringed_likeness_of
from cashier.scan.grid import Floats
from cashier.scan.region import region_of

_LIKE = 0.6
_ENOUGH = 2
"""Of the three; one may be torn or covered."""


def are_finders(picture: Picture, frames: Floats) -> bool:
    """Whether two of three frames, (3, 3, 2), show a finder with its ring, along its own axes."""
    found = 0
    for missing, frame in enumerate(frames):
        found += _is_finder(picture, frame)
        if found == _ENOUGH or missing + 1 - found == _ENOUGH:
            break
    return found == _ENOUGH


def _is_finder(picture: Picture, frame: Floats) -> bool:
    # A small cut-out around it costs a tenth of that around all three.
    region = region_of(picture, np.repeat(frame[None], 3, axis=0))
    if region is None:
        return False
    refined = all_refined(region.picture, region.frames[:1])
    return bool(ringed_likeness_of(region.picture, refined)[0] >= _LIKE)
