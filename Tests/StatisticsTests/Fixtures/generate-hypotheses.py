"""Writes hypotheses.json beside it, from scipy and from definitions counted out in full.

Usage: python3 generate-hypotheses.py          (numpy 2.4, scipy 1.17)

Nothing here is translated from the Swift sources. Sign flips are scipy's permutation test of all
patterns; Holm is counted out as the closed test that it abbreviates: a hypothesis falls when every
set of hypotheses with it in is rejected by Bonferroni.
"""

import itertools
import json
from pathlib import Path

import numpy as np
from scipy import stats

here = Path(__file__).parent
random = np.random.default_rng(20240301)


def statistic(values, axis=-1):
    values = np.asarray(values)
    return (1 - 1e-6) * stats.trim_mean(values, 0.2, axis=axis) + 1e-6 * values.mean(axis=axis)


def flips(name, values, bound):
    values = np.asarray(values, dtype=float)

    def p(shifted):
        count = len(shifted)
        patterns = np.array(list(itertools.product([1, -1], repeat=count)))
        observed = statistic(shifted)
        slack = 1e-12 * np.abs(shifted).max()
        return float(np.mean(statistic(patterns * shifted) >= observed - slack))

    result = {"name": name, "values": list(values), "bound": bound,
              "greater": p(values - bound), "less": p(bound - values)}
    if len(values) >= 5 and name.startswith("noise"):
        test = stats.permutation_test((values - bound,), statistic, permutation_type="samples",
                                      alternative="greater", n_resamples=np.inf, vectorized=True)
        assert abs(test.pvalue - result["greater"]) < 1e-12
    return result


def interval(values, coverage):
    """All centers that are not ruled out, searched on a fine grid."""
    values = np.asarray(values, dtype=float)
    tail = (1 - coverage) / 2
    patterns = np.array(list(itertools.product([1, -1], repeat=len(values))))

    def p(shifted):
        return np.mean(statistic(patterns * shifted) >= statistic(shifted) - 1e-12)

    step = (values.max() - values.min()) / 2_000
    grid = np.arange(values.min() - step, values.max() + 2 * step, step)
    kept = [g for g in grid if p(values - g) > tail and p(g - values) > tail]
    return {"values": list(values), "coverage": coverage, "low": kept[0], "high": kept[-1],
            "step": step}


def trimmed(values):
    """Yuen's standard error, from scipy's trimmed t-test against a side of zeros."""
    values = np.asarray(values, dtype=float)
    center = float(stats.trim_mean(values, 0.2))
    test = stats.ttest_ind(values, np.zeros(20), equal_var=False, trim=0.2)
    return {"values": list(values), "value": center,
            "standardError": float(center / test.statistic), "degreesOfFreedom": float(test.df)}


def closed_test(p_values):
    count = len(p_values)
    adjusted = []
    for target in range(count):
        worst = 0.0
        for size in range(count):
            for others in itertools.combinations([i for i in range(count) if i != target], size):
                group = (target,) + others
                worst = max(worst, min(1.0, len(group) * min(p_values[i] for i in group)))
        adjusted.append(worst)
    return adjusted


def mann_whitney(first, second):
    ties = len(set(first) | set(second)) < len(first) + len(second)
    method = "asymptotic" if ties or max(len(first), len(second)) > 50 else "exact"
    test = stats.mannwhitneyu(first, second, alternative="two-sided", method=method)
    return {"first": list(first), "second": list(second), "statistic": float(test.statistic),
            "pValue": float(test.pvalue), "isExact": method == "exact"}


def welch(first, second, bound):
    test = stats.ttest_ind(second, first, equal_var=False)
    moved = stats.ttest_ind(np.asarray(second) - bound, first, equal_var=False,
                            alternative="greater")
    ends = test.confidence_interval(0.95)
    return {"first": list(first), "second": list(second), "bound": bound,
            "degreesOfFreedom": float(test.df), "pValue": float(test.pvalue),
            "greater": float(moved.pvalue), "low": float(ends.low), "high": float(ends.high)}


def clopper_pearson(successes, trials, coverage):
    ends = stats.binomtest(successes, trials).proportion_ci(coverage, method="exact")
    return {"successes": successes, "trials": trials, "coverage": coverage,
            "low": float(ends.low), "high": float(ends.high)}


def prediction(past):
    n = len(past)
    reach = stats.t.ppf(0.999, n - 1) * np.std(past, ddof=1) * np.sqrt(1 + 1 / n)
    return {"past": list(past), "center": float(np.mean(past)), "reach": float(reach)}


def wealth(values, bound, prior):
    """The four gamblers of the documentation, and the largest mean of their wealths."""
    gamblers = np.ones(4)
    peak, seen = 1.0, [prior]
    for x in values:
        scale = max(np.median(np.abs(seen)), prior * 1e-6)
        gamblers *= 1 + 0.9 * np.tanh(np.array([0.5, 1, 2, 4]) * (x - bound) / (2 * scale))
        seen.append(x)
        peak = max(peak, gamblers.mean())
    return {"values": list(values), "bound": bound, "prior": prior,
            "value": float(gamblers.mean()), "peak": float(peak)}


def large(values, bound):
    """All patterns of more values than are counted out in full elsewhere."""
    shifted = np.asarray(values) - bound
    count = len(shifted)
    hits = 0
    for chunk in np.array_split(np.arange(2 ** count), 64):
        patterns = 1 - 2 * ((chunk[:, None] >> np.arange(count)) & 1)
        hits += np.sum(statistic(patterns * shifted) >= statistic(shifted) - 1e-12)
    return {"values": list(values), "bound": bound, "greater": float(hits) / 2 ** count}


noises = [random.normal(0.3, 1, n) for n in (1, 2, 5, 7, 10, 12)]
noises += [random.standard_cauchy(9), np.round(random.normal(1, 1, 11), 1)]
p_lists = [[0.01, 0.02, 0.03, 0.04, 0.05], [0.04, 0.001, 0.5, 0.012, 0.9, 0.012, 1.0],
           list(random.uniform(0, 0.2, 9)), [0.3], [0, 1, 0, 0.2]]
value = {
    "signFlips": [flips("noise", x, b) for x in noises for b in (0, 0.4)]
    + [flips("equal", [0.25] * 12, 0), flips("equal", [0.25] * 12, 0.25),
       flips("zeros", [0, 0, 0, 1, 2, -1], 0)],
    "largeSignFlips": [large(random.normal(m, 1, 16), 0) for m in (0, 0.4, 0.8)],
    "intervals": [interval(random.normal(2, 1, n), c) for n, c in ((8, 0.95), (10, 0.9))],
    "trimmedMeans": [trimmed(random.standard_t(2, n)) for n in (5, 8, 12, 24, 31)],
    "holm": [{"pValues": p, "adjusted": closed_test(p)} for p in p_lists],
    "benjaminiHochberg": [
        {"pValues": p, "adjusted": list(stats.false_discovery_control(p, method="bh"))}
        for p in p_lists],
    "mannWhitney": [
        mann_whitney(random.normal(0, 1, a), random.normal(d, 1, b))
        for a, b, d in ((4, 4, 3), (10, 12, 0.5), (20, 20, 0.2), (50, 50, 0), (3, 30, 1),
                        (60, 55, 0.4))]
    + [mann_whitney(random.integers(0, 6, 15), random.integers(1, 8, 12)),
       mann_whitney([1, 1, 2], [1, 2, 2]), mann_whitney([1, 2, 3, 4], [5, 6, 7, 8])],
    "welch": [welch(random.normal(0, s, a), random.normal(d, 1, b), 0.3)
              for a, b, s, d in ((2, 2, 1, 0), (5, 9, 3, 1), (20, 20, 0.1, -2))],
    "clopperPearson": [clopper_pearson(k, n, c) for k, n in ((0, 100), (3, 600), (57, 60), (5, 5),
                                                             (1, 1), (500, 1000))
                       for c in (0.95, 0.99)],
    "predictions": [prediction(random.normal(10, 1, n)) for n in (8, 20)],
    "wealths": [wealth(random.normal(m, 0.01, 24), b, 0.02)
                for m, b in ((0.03, 0.01), (0, 0.01), (0.01, 0.01))]
    + [wealth([0.0] * 10, 0.01, 0.02)],
}
(here / "hypotheses.json").write_text(json.dumps(value, indent=1, default=float) + "\n")
