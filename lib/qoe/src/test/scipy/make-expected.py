#!/usr/bin/env python3
"""Makes ../resources/io/privnet/qoe/mos/correlations.csv: coefficients by scipy (made with 1.17.1),
Pearson's interval by scipy, Bonett and Wright's by their formula, p by going through all n!
reassignments with numpy. Run it when the data below change."""
import itertools
import math
import os

import numpy as np
from scipy import stats

rng = np.random.default_rng(5)
DATA = [
    ([1, 2, 4], [2, 1, 7]),
    ([1, 2, 3, 5], [5, 4, 4, 1]),
    ([60, 1400, 2000, 70, 900, 1500, 800, 2200], [5, 3.9, 3.1, 5, 4.3, 3.5, 4.4, 2.9]),
    ([1, 1, 2, 2, 3, 3, 4], [5, 4, 4, 4, 3, 2, 2]),
    ([0.698, 1.29, 1.42, 3.42, 5.03, 6.28], [3.4, 5, 4.3, 3.9, 4.4, 3]),
    ([1e-9, 2e-9, 3.5e-9, 3e-9, 7e-9], [1, 2.5, 2, 3, 4.75]),
    ([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]),
    ([3, 1, 2, 2, 5, 4, 6, 7, 9], [2, 1, 4, 3, 3, 5, 5, 4, 5]),
    ([3, 1, 2, 2, 5, 4, 6, 7, 9], [2, 5, 1, 4, 3, 2, 5, 1, 3]),
]
for n in (12, 30):
    x = rng.lognormal(size=n)
    DATA.append((list(x.round(6)), list(np.clip((3 + rng.normal(size=n) - 0.4 * x).round(1), 1, 5))))


def p_exact(x, y):
    """Share of all reassignments with |r| at least as large; empty where there are too many."""
    n = len(x)
    if n > 9:
        return ""
    x = (np.array(x) - np.mean(x)) / np.std(x)
    y = (np.array(y) - np.mean(y)) / np.std(y)
    order = np.array(list(itertools.permutations(range(n))))
    r = (x * y[order]).mean(axis=1)
    return float(np.mean(np.abs(r) >= abs((x * y).mean()) - 1e-12))


here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "../resources/io/privnet/qoe/mos/correlations.csv"), "w") as out:
    out.write("statistic;x;y;value;low;high;p\n")
    for x, y in DATA:
        n = len(x)
        pearson = stats.pearsonr(x, y)
        rho = stats.spearmanr(x, y).statistic
        for name, value in (("PEARSON", pearson.statistic), ("SPEARMAN", rho)):
            low = high = ""
            if n > 3 and abs(value) < 1 - 1e-12:
                if name == "PEARSON":
                    interval = pearson.confidence_interval(0.95)
                    low, high = float(interval.low), float(interval.high)
                else:
                    half = stats.norm.ppf(0.975) * math.sqrt((1 + value**2 / 2) / (n - 3))
                    low, high = math.tanh(math.atanh(value) - half), math.tanh(math.atanh(value) + half)
            ranks = name == "SPEARMAN"
            p = p_exact(stats.rankdata(x) if ranks else x, stats.rankdata(y) if ranks else y)
            cells = [" ".join(map(repr, map(float, v))) for v in (x, y)]
            out.write(";".join([name, *cells, repr(float(value)), str(low), str(high), str(p)]) + "\n")
