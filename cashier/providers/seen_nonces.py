"""Remembers what was answered lately, so that the same signed answer cannot come twice. Pure."""

_MOST = 4096


class SeenNonces:
    """One-time words of the last minutes; bounded, the oldest are forgotten first."""

    def __init__(self, keep_s: float) -> None:
        self._keep_s = keep_s
        self._seen: dict[str, float] = {}

    def first_time(self, word: str, now: float) -> bool:
        """Whether `word` is new; it is remembered from now on.

        Args:
            word: the one-time word, with whatever it is unique within.
            now: seconds on any scale that all calls share.
        """
        if word in self._seen:
            return False
        for old, seen_at in list(self._seen.items()):
            if now - seen_at <= self._keep_s and len(self._seen) < _MOST:
                break
            del self._seen[old]
        self._seen[word] = now
        return True
