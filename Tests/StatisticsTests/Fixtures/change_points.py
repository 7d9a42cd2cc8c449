"""Writes change-points.json beside it, from numpy and scipy: every distance is summed anew.

Usage: python3 change_points.py          (numpy 2.4, scipy 1.17)
"""

import json
import math
from pathlib import Path

import numpy as np
from scipy import stats
from scipy.cluster.vq import kmeans2, vq

random = np.random.default_rng(20240304)


def winsorized(series):
    x = np.log(series) if min(series) > 0 else np.asarray(series, dtype=float)
    center = np.array([np.median(x[max(0, i - 4) : i + 5]) for i in range(len(x))])
    if len(x) == 1:
        return x
    spread = np.median(np.abs(np.diff(x))) / stats.norm.ppf(0.75) / math.sqrt(2)
    return np.clip(x, center - 3 * spread, center + 3 * spread)


def statistics(x, least):
    """The statistic of Matteson and James for each split that leaves enough on both sides."""
    x = np.asarray(x, dtype=float)
    found = []
    for k in range(least, len(x) - least + 1):
        left, right = x[:k], x[k:]
        m = len(right)
        across = np.abs(left[:, None] - right[None, :]).mean()
        within_left = np.abs(left[:, None] - left[None, :]).sum() / (k * (k - 1))
        within_right = np.abs(right[:, None] - right[None, :]).sum() / (m * (m - 1))
        found.append((k * m / (k + m) * (2 * across - within_left - within_right), k))
    return found


def best(x, least):
    statistic, index = max(statistics(x, least), key=lambda pair: (pair[0], -pair[1]))
    return {"index": index, "statistic": statistic}


def on_levels(x, levels=16):
    """The nearest of so many centers: Lloyd's rule, three rounds from equal shares."""
    shares = [np.sort(x)[i * len(x) // levels : (i + 1) * len(x) // levels] for i in range(levels)]
    start = np.array([[share.mean()] for share in shares])
    centers, _ = kmeans2(np.asarray(x)[:, None], start, minit="matrix", iter=3)
    return centers[:, 0][vq(np.asarray(x)[:, None], centers)[0]]


def noise(x):
    def mean_square(lag):
        steps = np.abs(x[lag:] - x[:-lag])
        limit = 3 * np.median(steps) / stats.norm.ppf(0.75)
        return (steps[steps <= limit] ** 2).mean()

    first, second = mean_square(1), mean_square(2)
    correlation = min(max(0, second / first - 1), 0.9)
    deviation = math.sqrt(first / 2 / (1 - correlation))
    degrees = max(1, math.floor(len(x) * (1 - correlation) / (1 + correlation) * 2 / 3))
    return correlation, deviation, degrees


def drift(series, reference, recent, coverage):
    x = winsorized(series)
    correlation, deviation, degrees = noise(x)

    def covariance(a, b):
        lags = np.abs(np.subtract.outer(np.arange(*a), np.arange(*b)))
        return (correlation**lags).mean()

    # The two means are far apart, so they are taken as independent.
    error = deviation * math.sqrt(covariance(reference, reference) + covariance(recent, recent))
    difference = x[slice(*recent)].mean() - x[slice(*reference)].mean()
    reach = stats.t.ppf(0.5 + coverage / 2, degrees) * error
    return {
        "series": list(series),
        "reference": list(reference),
        "recent": list(recent),
        "point": math.exp(difference) - 1,
        "low": math.exp(difference - reach) - 1,
        "high": math.exp(difference + reach) - 1,
        "degreesOfFreedom": degrees,
    }


def noisy(count, rho=0.0, shift=lambda i: 0.0):
    level = random.normal()
    values = []
    for i in range(count):
        level = rho * level + math.sqrt(1 - rho * rho) * random.normal() if i else level
        values.append(0.002 * math.exp(0.02 * (level + shift(i))))
    return values


def permutation_share(x, least, rounds):
    observed = best(x, least)["statistic"] * (1 - 1e-9)
    reached = sum(
        max(s for s, _ in statistics(random.permutation(x), least)) >= observed
        for _ in range(rounds)
    )
    return reached / rounds


spiked = noisy(40)
spiked[7] *= 3
spiked[20:25] = [v * 1.5 for v in spiked[20:25]]
counts = [0, 4, 3, 4, 4, 9, 4, 3, 4, 5, 4, 4]
wins = [spiked, counts, noisy(5), [3.0], [2.0, 4.0], noisy(9, 0.5)]

few = [
    [0, 1, 0, 1, 1, 0, 5, 6, 5, 6, 6, 5],
    list(map(int, random.integers(0, 16, 60))),
    [int(v) + (3 if i >= 25 else 0) for i, v in enumerate(random.integers(0, 12, 80))],
]
many = [list(random.normal(size=200) + np.repeat([0, 1.5], 100)), list(random.normal(size=300))]

# Of few values that the winsorizing leaves alone, and without correlation, so that the detector
# shuffles these very points one by one.
shares = []
for step in [2.5, 1.7, 0.9, 0.5]:
    while True:
        x = np.clip(np.round(random.normal(size=24) + np.repeat([0, step], 12)), -3, 4)
        if np.allclose(winsorized(x), x) and noise(x)[0] <= 0.1 and x.min() < 0:
            break
    share = permutation_share(x, 5, 20_000)
    shares.append({"values": list(x), "index": best(x, 5)["index"], "share": share})

drifts = [
    drift(noisy(40, shift=lambda i: i * 0.075), (0, 10), (30, 40), 0.95),
    drift(noisy(60, 0.5), (5, 12), (50, 60), 0.95),
    drift(noisy(25), (18, 19), (19, 25), 0.95),
]

result = {
    "winsorized": [{"series": s, "values": list(winsorized(s))} for s in wins],
    "fewValues": [{"values": x, "minimum": 5} | best(x, 5) for x in few],
    "manyValues": [
        {"values": x, "minimum": 5, "exact": best(x, 5)["index"]} | best(on_levels(x), 5)
        for x in many
    ],
    "blockLengths": [
        {
            "correlation": r,
            "count": n,
            "length": max(
                1, min(n // 2, math.ceil((2 * r / (1 - r * r)) ** (2 / 3) * n ** (1 / 3)))
            )
            if r > 0.1
            else 1,
        }
        for r in [0, 0.1, 0.11, 0.3, 0.6, 0.9]
        for n in [10, 100, 500]
    ],
    "noise": [
        {"series": s, "correlation": noise(np.array(s))[0], "deviation": noise(np.array(s))[1]}
        for s in [noisy(50), noisy(80, 0.6), noisy(100, 0.3, lambda i: 20.0 * (i >= 50))]
    ],
    "permutations": shares,
    "drifts": drifts,
}
text = json.dumps(result, indent=1, default=float)
(Path(__file__).parent / "change-points.json").write_text(text + "\n")
