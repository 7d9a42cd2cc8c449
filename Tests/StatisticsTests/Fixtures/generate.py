"""Writes the JSON fixtures beside it, from numpy, scipy and exact arithmetic.

Usage: python3 generate.py          (numpy 2.4, scipy 1.17; nist.json is kept by hand)

Nothing here is translated from the Swift sources except `SeededGenerator`, which follows the
published C of Blackman and Vigna and the published draw of Lemire: it stands for the promise
that one seed gives the same interval everywhere.
"""

import itertools
import json
import math
from decimal import Decimal, getcontext
from fractions import Fraction
from pathlib import Path

import numpy as np
from scipy import signal, stats

getcontext().prec = 60
here = Path(__file__).parent
random = np.random.default_rng(20240229)
MASK = (1 << 64) - 1


def write(name, value):
    text = json.dumps(value, indent=1, default=float)
    (here / name).write_text(text + "\n")


# Describing -------------------------------------------------------------------------------


def exact_moments(data):
    numbers = [Fraction(float(x)) for x in data]
    mean = sum(numbers) / len(numbers)
    if len(numbers) == 1:
        return float(mean), None
    variance = sum((x - mean) ** 2 for x in numbers) / (len(numbers) - 1)
    root = (Decimal(variance.numerator) / Decimal(variance.denominator)).sqrt()
    return float(mean), float(root)


def descriptive(name, data, scale=1.0):
    """`scale` keeps numpy away from overflow; powers of two change no digit."""
    data = np.asarray(data, dtype=float)
    inner = data * scale
    mean, deviation = exact_moments(data)
    return {
        "name": name,
        "data": list(data),
        "min": float(data.min()),
        "max": float(data.max()),
        "mean": mean,
        "standardDeviation": deviation,
        "median": float(np.median(inner) / scale),
        "medianAbsoluteDeviation": float(stats.median_abs_deviation(inner) / scale),
        "normalizedMedianAbsoluteDeviation": float(
            stats.median_abs_deviation(inner, scale="normal") / scale
        ),
        "quantiles": [
            {"probability": p, "value": float(np.quantile(inner, p) / scale)}
            for p in (0, 0.001, 0.025, 0.1, 0.25, 0.5, 0.618, 0.75, 0.975, 1)
        ],
    }


descriptive_cases = [
    descriptive("one value", [42.5]),
    descriptive("two values", [3.0, 1.0]),
    descriptive("three values", [3.0, 1.0, 7.5]),
    descriptive("all equal", [0.1] * 10),
    descriptive("all zero", [0.0] * 5),
    descriptive("heavy ties", random.integers(0, 3, 60)),
    descriptive("lognormal, odd count", np.exp(random.normal(size=101)) * 1e-6),
    descriptive("lognormal, even count", np.exp(random.normal(size=100)) * 1e-6),
    descriptive("signs mixed", random.normal(size=37)),
    descriptive("large offset", 1.7e9 + random.normal(size=64) * 1e-3),
    descriptive("huge", random.uniform(0.5, 1.7, size=33) * 1e308, 2.0**-10),
    descriptive("huge, signs mixed", random.uniform(-0.8, 0.8, size=34) * 1e308, 2.0**-10),
    descriptive("tiny", random.uniform(1, 2, size=33) * 1e-200),
    descriptive("subnormal", random.uniform(1, 2, size=33) * 1e-310, 2.0**300),
]
write("descriptive.json", descriptive_cases)

# Distributions ----------------------------------------------------------------------------

probabilities = [1e-12, 1e-4, 0.025, 0.05, 0.3, 0.49999, 0.5, 0.6, 0.75, 0.95, 0.975, 0.995, 0.99999]
deviates = [-40.0, -8.0, -3.2, -1.0, -1e-5, 0.0, 0.3, 1.96, 5.0, 12.0]
student = []
for freedom in (1, 2, 2.5, 3, 4, 9, 21, 30, 100, 1e4, 1e6):
    law = stats.t(freedom)
    student.append({
        "degreesOfFreedom": freedom,
        "quantiles": [{"probability": p, "value": law.ppf(p)} for p in probabilities],
        "cumulatives": [{"deviate": x, "value": law.cdf(x)} for x in deviates],
    })
# scipy's inversion loses digits just beside the centre, where t = (p − ½) / f(0) is exact enough.
for entry in student:
    for q in entry["quantiles"]:
        if q["probability"] == 0.49999:
            q["value"] = -1e-5 / stats.t(entry["degreesOfFreedom"]).pdf(0)
        if q["probability"] == 0.5:
            q["value"] = 0
write("distributions.json", {
    "student": student,
    "normalQuantiles": [{"probability": p, "value": stats.norm.ppf(p)} for p in probabilities],
    "normalCumulatives": [{"deviate": x, "value": stats.norm.cdf(x)} for x in deviates[1:]],
})

# Median interval --------------------------------------------------------------------------


def ranks(count, coverage):
    law = stats.binom(count, 0.5)
    lows = [low for low in range(1, (count + 1) // 2 + 1)
            if law.cdf(count - low) - law.cdf(low - 1) >= coverage - 1e-12]
    if not lows:
        return {"count": count, "coverage": coverage, "low": None, "achieved": None}
    low = max(lows)
    return {"count": count, "coverage": coverage, "low": low,
            "achieved": law.cdf(count - low) - law.cdf(low - 1)}


write("median-ranks.json", [
    ranks(count, coverage)
    for count in [*range(1, 41), 99, 100, 1001, 5000]
    for coverage in (0.0, 0.5, 0.9, 0.95, 0.99, 0.999)
])

# Dependence -------------------------------------------------------------------------------


def autocorrelations(series):
    x = np.asarray(series, dtype=float) - np.mean(series)
    full = signal.correlate(x, x, mode="full", method="direct")[len(x) - 1:]
    return full / full[0]


def integrated(series):
    """As emcee's `integrated_time`: first window that is five times its own estimate."""
    taus = 2 * np.cumsum(autocorrelations(series)) - 1
    wide = np.arange(len(taus)) >= 5 * taus
    window = int(np.argmax(wide)) if wide.any() else len(taus) - 1
    return float(taus[window]), window


def autoregressive(coefficient, count):
    return signal.lfilter([1], [1, -coefficient], random.normal(size=count)) + 10


series_cases = []
for name, data in [
    ("independent", random.normal(size=200)),
    ("autoregressive 0.6", autoregressive(0.6, 400)),
    ("autoregressive 0.95", autoregressive(0.95, 300)),
    ("alternating", autoregressive(-0.8, 100)),
    ("ramp", np.arange(30.0)),
    ("two values", [1.0, 2.0]),
    ("huge", random.uniform(-1, 1, size=20) * 1e307),
]:
    inner = data if name != "huge" else data * 2.0**-1000
    time, window = integrated(inner)
    series_cases.append({
        "name": name,
        "data": list(data),
        "autocorrelations": list(autocorrelations(inner)[: min(len(data), 6)]),
        "autocorrelationTime": max(1.0, time),
        "window": window,
    })


def components(groups):
    """Unbalanced one-way random effects by the method of moments, in exact arithmetic."""
    groups = [[Fraction(float(x)) for x in g] for g in groups]
    readings = sum(len(g) for g in groups)
    grand = sum(map(sum, groups)) / readings
    means = [sum(g) / len(g) for g in groups]
    between = sum(len(g) * (m - grand) ** 2 for g, m in zip(groups, means)) / (len(groups) - 1)
    within = sum((x - m) ** 2 for g, m in zip(groups, means) for x in g) / (readings - len(groups))
    squares = Fraction(sum(len(g) ** 2 for g in groups), readings)
    size = (readings - squares) / (len(groups) - 1)
    rho = (between - within) / (between + (size - 1) * within)
    effect = 1 + (squares - 1) * max(rho, 0)
    return {
        "groups": [[float(x) for x in g] for g in groups],
        "coefficient": float(rho),
        "designEffect": float(effect),
        "effectiveCount": float(readings / effect),
        "processStandardDeviation": math.sqrt(max(0, (between - within) / size)),
        "readingStandardDeviation": math.sqrt(within),
    }


write("dependence.json", {
    "series": series_cases,
    "processes": [
        {"name": "balanced", **components(random.normal(size=(5, 1)) + random.normal(size=(5, 20)))},
        {"name": "unequal sizes", **components(
            [random.normal(size=n) + 3 * random.normal() for n in (3, 1, 12, 7)])},
        {"name": "alike processes", **components([[1, 2, 3, 4], [4, 3, 2, 1.5], [2, 3, 1, 4]])},
    ],
})

# Fitting ----------------------------------------------------------------------------------


def through_origin(name, x, y, weighting, weights):
    x, y, w = (np.asarray(a, dtype=float) for a in (x, y, weights))
    root = np.sqrt(w)
    slope, residual, _, _ = np.linalg.lstsq((root * x)[:, None], root * y, rcond=None)
    squares = float(residual[0])
    return {
        "name": name,
        "iterations": [int(v) for v in x],
        "totals": list(y),
        "weighting": weighting,
        "weights": list(w),
        "slope": float(slope[0]),
        "standardError": math.sqrt(squares / (len(x) - 1) / float(np.sum(w * x * x))),
        "rSquared": 1 - squares / float(np.sum(w * y * y)),
    }


loops = np.arange(1, 51) * 40
totals = loops * 2.5e-7 * (1 + 0.03 * random.normal(size=50)) + 4e-8
given = random.uniform(0.5, 2, size=50)
write("slope.json", [
    through_origin("equal", loops, totals, "equal", np.ones(50)),
    through_origin("inverse", loops, totals, "inverseIterations", 1 / loops),
    through_origin("given", loops, totals, "given", given),
    through_origin("noise only", [1, 2, 3, 4], [1.0, -1.0, 1.0, -1.0], "equal", np.ones(4)),
])

density_cases = []
for name, data in [
    ("lognormal", np.exp(random.normal(size=80)) * 1e-6),
    ("two modes", np.concatenate([random.normal(5, 1, 60), random.normal(12, 0.5, 40)])),
    ("ties", random.integers(0, 4, 50)),
    ("two values", [1.0, 2.0]),
]:
    data = np.asarray(data, dtype=float)
    kernel = stats.gaussian_kde(data, bw_method="silverman")
    width = float(kernel.factor * data.std(ddof=1))
    grid = np.linspace(data.min() - 3 * width, data.max() + 3 * width, 33)
    density_cases.append({
        "name": name, "data": list(data), "bandwidth": width,
        "grid": list(grid), "density": list(kernel(grid)),
    })
write("density.json", density_cases)

# Resampling -------------------------------------------------------------------------------


def distribution(outcomes):
    """Exact law of equally likely outcomes: mean, deviation and the steps of its cumulative."""
    outcomes = np.sort(np.asarray(outcomes))
    values, counts = np.unique(outcomes, return_counts=True)
    return {
        "deviation": float(outcomes.std()),
        "values": list(values),
        "cumulative": list(np.cumsum(counts) / len(outcomes)),
    }


def enumerate_plain(data, center):
    return distribution([center(r) for r in itertools.product(data, repeat=len(data))])


def enumerate_hierarchical(groups, center):
    """Outcomes of unequal probability when sizes differ, so each is repeated to a common base."""
    outcomes = []
    inner = [list(itertools.product(g, repeat=len(g))) for g in groups]
    for picks in itertools.product(range(len(groups)), repeat=len(groups)):
        drawn = [sum(parts, ()) for parts in itertools.product(*(inner[p] for p in picks))]
        outcomes.append([center(d) for d in drawn])
    base = math.lcm(*map(len, outcomes))
    return distribution(sum((list(np.repeat(o, base // len(o))) for o in outcomes), []))


small = [1.0, 2.0, 4.0, 8.0, 9.5]
even = [1.0, 2.5, 4.0, 8.0]
pairs = [[1.0, 2.0], [4.0, 9.0]]
unequal = [[1.0], [4.0, 9.0, 11.0]]
centers = {"mean": lambda r: math.fsum(r) / len(r), "median": lambda r: float(np.median(r))}
enumerated = []
for name, center in centers.items():
    for label, data in (("five", small), ("four", even)):
        enumerated.append({"name": f"{label}, {name}", "center": name, "groups": [data],
                           "law": enumerate_plain(data, center)})
    for label, groups in (("pairs", pairs), ("unequal", unequal)):
        enumerated.append({"name": f"{label}, {name}", "center": name, "groups": groups,
                           "law": enumerate_hierarchical(groups, center)})


def exact_median_law(data):
    """P(median* ≤ x₍ₖ₎) = P(Bin(n, k/n) ≥ (n+1)/2), for an odd count."""
    ordered = np.sort(data)
    count = len(ordered)
    cumulative = stats.binom.sf((count - 1) // 2, count, np.arange(1, count + 1) / count)
    mass = np.diff(cumulative, prepend=0)
    mean = float(np.sum(mass * ordered))
    return {
        "data": list(data),
        "low": float(ordered[np.searchsorted(cumulative, 0.025)]),
        "high": float(ordered[np.searchsorted(cumulative, 0.975)]),
        "deviation": float(math.sqrt(np.sum(mass * (ordered - mean) ** 2))),
    }


skewed = np.exp(random.normal(size=100))
means = random.choice(skewed, size=(200_000, 100)).mean(axis=1)
clusters = random.normal(size=(5, 1)) + 0.7 * random.normal(size=(5, 20))
picked = clusters[random.integers(0, 5, size=(100_000, 5))]
inner = random.integers(0, 20, size=picked.shape)
redrawn = np.take_along_axis(picked, inner, axis=2).reshape(100_000, 100)


def simulated(replicates):
    low, high = np.quantile(replicates, [0.025, 0.975])
    step = 0.004
    slopes = [np.diff(np.quantile(replicates, [p - step, p + step]))[0] / (2 * step)
              for p in (0.025, 0.975)]
    return {"low": low, "high": high, "deviation": replicates.std(ddof=1),
            "lowSlope": slopes[0], "highSlope": slopes[1], "resamples": len(replicates)}


class SeededGenerator:
    """xoshiro256** after splitmix64, from the C published at prng.di.unimi.it."""

    def __init__(self, seed):
        self.state = []
        for _ in range(4):
            seed = (seed + 0x9E3779B97F4A7C15) & MASK
            z = ((seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
            z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
            self.state.append(z ^ (z >> 31))

    def next(self):
        def rotate(x, k):
            return ((x << k) | (x >> (64 - k))) & MASK

        s = self.state
        result = (rotate((s[1] * 5) & MASK, 7) * 9) & MASK
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotate(s[3], 45)
        return result

    def below(self, bound, bits=64):
        """Lemire: accept a product whose low half is not among the 2^bits mod bound smallest."""
        mask = (1 << bits) - 1
        while True:
            product = (self.next() & mask) * bound
            if (product & mask) >= (1 << bits) % bound:
                return product >> bits

    def indices(self, count, bound):
        """Two 32-bit draws from every word; a refused half takes the low half of the next word."""
        drawn = []
        while len(drawn) < count:
            word = self.next()
            for half in (word & 0xFFFFFFFF, word >> 32)[: count - len(drawn)]:
                while (half * bound & 0xFFFFFFFF) < (1 << 32) % bound:
                    half = self.next() & 0xFFFFFFFF
                drawn.append(half * bound >> 32)
        return drawn


def replay(groups, center, seed, resamples):
    generator = SeededGenerator(seed)
    groups = [sorted(g) for g in groups]
    replicates = []
    for _ in range(resamples):
        drawn = []
        for _ in groups:
            group = groups[generator.below(len(groups))] if len(groups) > 1 else groups[0]
            drawn += [group[i] for i in generator.indices(len(group), len(group))]
        replicates.append(centers[center](drawn))
    low, high = np.quantile(replicates, [0.025, 0.975])
    return {"seed": seed, "resamples": resamples, "center": center, "groups": groups,
            "low": low, "high": high, "deviation": float(np.std(replicates, ddof=1))}


triple = [list(np.round(random.normal(10, 1, n), 3)) for n in (7, 4, 9)]
write("resampling.json", {
    "enumerated": enumerated,
    "exactMedian": exact_median_law(np.exp(random.normal(size=101))),
    "plainMean": {"groups": [list(skewed)], "center": "mean", **simulated(means)},
    "hierarchicalMean": {"groups": clusters.tolist(), "center": "mean",
                         **simulated(redrawn.mean(axis=1))},
    "hierarchicalMedian": {"groups": clusters.tolist(), "center": "median",
                           **simulated(np.median(redrawn, axis=1))},
    "replayed": [replay(groups, center, 42, 40)
                 for groups in (triple[:1], triple) for center in centers],
})

bounded = SeededGenerator(2024)
bounds = [1, 2, 6, 100, 1 << 40, 3 << 61, (1 << 63) - 1]
words = SeededGenerator(0)
write("generator.json", {
    "seed": 2024,
    "draws": [{"bound": b, "index": bounded.below(b)} for _ in range(6) for b in bounds],
    "wordsOfSeedZero": [str(words.next()) for _ in range(4)],
})
