"""Our own eyes on one picture: finders, and the triples, pairs and single ones they make, tried.

Knows how to look, and stops where a budget says so; in what order it is done, others decide.
"""

from dataclasses import replace

from cashier.scan.alone import symbols_of_one
from cashier.scan.attempt import Attempt
from cashier.scan.bent import bent_triples
from cashier.scan.effort import CLOSER, Budget
from cashier.scan.hunt import Hunt
from cashier.scan.kernel import Kernel
from cashier.scan.locate import Sweep, Triple, likest, shapes_in, triples_near, triples_of
from cashier.scan.pairs import pairs_of
from cashier.scan.reading import inside
from cashier.scan.symbol import Stage, Symbol

_HALF = 2


class Tries:
    """Tries what may be symbols; holds nothing between pictures.

    Args:
        kernel: what does the hot loops.
        budget: how far to go.
        stages: what may read.
    """

    def __init__(self, kernel: Kernel, budget: Budget, stages: frozenset[Stage]) -> None:
        self._kernel = kernel
        self._budget = budget
        self._stages = stages

    def swept(self, hunt: Hunt, sweep: Sweep) -> None:
        """Look for finders in one way, and try what three of them make."""
        hunt.step()
        grey = hunt.grey()
        found = shapes_in(hunt.picture, grey, sweep, self._kernel, hunt.solved())
        for _ in range(self._budget.rounds):
            before = hunt.solved()
            shapes = likest(found, before)
            self._tried(hunt, triples_of(grey, shapes, sweep, self._kernel))
            hunt.look_over(shapes)
            if hunt.is_over() or len(hunt.solved()) == len(before):
                return

    def looked_closer(self, hunt: Hunt) -> None:
        """Look at what the engine saw but could not decode, enlarged."""
        for symbol in hunt.unread()[: self._budget.closer]:
            if hunt.is_over() or hunt.purse.is_empty():
                return
            hunt.step()
            self._tried(hunt, triples_near(hunt.picture, symbol.corners, CLOSER, self._kernel))

    def paired(self, hunt: Hunt, least: float) -> None:
        """Try the symbols that two finders may belong to, the third being hidden."""
        if Stage.FROM_TWO not in self._stages or hunt.is_over():
            return
        for _ in range(self._budget.rounds):
            before = len(hunt.solved())
            for triple in pairs_of(hunt.grey(), hunt.free_places(), least):
                if hunt.is_over() or hunt.purse.is_empty():
                    return
                if hunt.was_tried(triple):
                    continue
                hunt.step()
                attempt = Attempt(hunt.picture, triple, self._kernel, self._stages)
                symbol = attempt.read()
                if symbol is not None:
                    hunt.add((replace(symbol, stage=Stage.FROM_TWO),))
                    break
                hunt.purse.pay(attempt.cost())
                hunt.hopeless.append(triple)
            if len(hunt.solved()) == before:
                return

    def bent(self, hunt: Hunt) -> None:
        """Try what finders make that do not look straight at each other."""
        if Stage.BENT in self._stages:
            self._tried(hunt, bent_triples(hunt.grey(), hunt.free_places()))

    def alone(self, hunt: Hunt) -> None:
        """Try symbols of which one finder is seen, and seen well."""
        if Stage.FROM_ONE not in self._stages:
            return
        for lone in symbols_of_one(hunt.picture, hunt.grey(), hunt.free_places(), self._kernel):
            if hunt.is_over():
                return
            attempt = Attempt(
                hunt.picture, Triple(lone.region.frames, 0.0), self._kernel, self._stages
            )
            symbol = attempt.read_at(lone.region, lone.grid)
            if symbol is not None:
                hunt.add((replace(symbol, stage=Stage.FROM_ONE),))
                return

    def _tried(self, hunt: Hunt, triples: list[Triple]) -> None:
        misses = 0
        for triple in triples:
            if misses >= self._budget.misses or hunt.is_over() or hunt.purse.is_empty():
                return
            if _is_solved(triple, hunt.known):
                continue
            if hunt.was_tried(triple):
                misses += 1
                continue
            hunt.step()
            attempt = Attempt(hunt.picture, triple, self._kernel, self._stages)
            mend = self._budget.mends and hunt.may_mend(triple)
            # The likeliest comes first; after it what only finders speak for is let be.
            first = not hunt.mended
            symbol = attempt.read(mend=mend, doubt=self._budget.doubts, believe=first)
            if symbol is not None:
                hunt.purse.earn()
                hunt.add((replace(symbol, stage=Stage.BENT) if triple.bent else symbol,))
                continue
            misses += 1
            hunt.purse.pay(attempt.cost())
            hunt.see(attempt.unread())
            (hunt.hopeless if attempt.shows_nothing() else hunt.mended).append(triple)


def _is_solved(triple: Triple, known: tuple[Symbol, ...]) -> bool:
    """Whether the triple's middle, or two of its finders, lie in a symbol that was read."""
    points = [(float(x), float(y)) for x, y in triple.frames[:, 0]]
    return any(
        inside(triple.middle(), symbol.corners)
        or sum(inside(point, symbol.corners) for point in points) >= _HALF
        for symbol in known
        if symbol.text is not None
    )
