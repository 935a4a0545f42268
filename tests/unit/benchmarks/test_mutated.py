import pytest

from benchmarks import mutated
from cashier.scan.kernel.twin import PythonKernel
from tests.helpers.kernels import compiled


@pytest.mark.skipif(compiled() is None, reason="the kernel is not compiled here")
def test_spoilt_pictures_go_through_the_compiled_kernel() -> None:
    kernel = compiled()
    assert kernel is not None
    tally = mutated.run(kernel, 1000)
    assert (tally.pictures, tally.compared, tally.unlike) == (1000, 10, 0)
    # Else it would only show that nothing is done with nothing.
    assert tally.with_finders > 300
    assert tally.with_triples > 100


def test_and_some_through_the_twin() -> None:
    assert mutated.run(PythonKernel(), 30).unlike == 0
