import pytest

@pytest.mark.parametrize("n", [64, 1024])
def test_sum(benchmark, n):
    numbers = list(range(n))
    assert benchmark(sum, numbers) == n * (n - 1) // 2

@pytest.mark.benchmark(group="text")
def test_join(benchmark):
    words = ["word"] * 100
    assert len(benchmark.pedantic(" ".join, args=(words,), rounds=10, iterations=50)) == 499
