#!/usr/bin/env python3
"""Makes the expected values in ../resources/io/privnet/qoe/mos with numpy and scipy (made with 2.4.6
and 1.17.1). Run it when the data below change.

correlations.csv: coefficients and Pearson's interval by scipy, Bonett and Wright's and Fieller's by
their formulas, p by going through all n! reassignments.
means.csv: mean, s and interval by scipy.stats.t.
fits.csv: equation (6) by numpy.linalg.lstsq, leave-one-out by fitting again without each session.
mappings.csv: ITU-T P.1401; the monotone cubic by non-negative least squares over 4001 quadratics
(t - c)^2 and t(1 - t), whose multiples are the derivatives that are nowhere negative in [0, 1].
screenings.csv: ITU-R BT.500, kurtosis by scipy.
"""
import itertools
import math
import os

import numpy as np
from scipy import optimize, stats

HERE = os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "../resources/io/privnet/qoe/mos")
rng = np.random.default_rng(5)


def text(value):
    """A cell: a vector with spaces, a number, or nothing."""
    if value is None:
        return ""
    if isinstance(value, (list, tuple, np.ndarray)):
        return " ".join(repr(float(v)) for v in value)
    return value if isinstance(value, str) else repr(float(value))


def write(name, header, rows):
    with open(os.path.join(HERE, name), "w") as out:
        out.write(";".join(header) + "\n")
        for row in rows:
            out.write(";".join(text(cell) for cell in row) + "\n")


# --- correlations
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


def p_exact(x, y, statistic):
    """Share of all reassignments with |statistic| at least as large; nothing if there are too many."""
    n = len(x)
    if n > (9 if statistic is product else 8):
        return None
    seen = abs(statistic(x, np.array([y])))[0]
    order = np.array(list(itertools.permutations(range(n))))
    return np.mean(np.abs(statistic(x, np.array(y)[order])) >= seen - 1e-9)


def product(x, ys):
    x = (np.array(x) - np.mean(x)) / np.std(x)
    return ((ys - np.mean(ys[0])) / np.std(ys[0])) @ x / len(x)


def concordance(x, ys):
    i, j = np.triu_indices(len(x), 1)
    x = np.array(x)
    return np.sign(ys[:, i] - ys[:, j]) @ np.sign(x[i] - x[j])


rows = []
for x, y in DATA:
    n = len(x)
    pearson = stats.pearsonr(x, y)
    coefficients = (
        ("PEARSON", pearson.statistic, None, x, y, product),
        ("SPEARMAN", stats.spearmanr(x, y).statistic, None, stats.rankdata(x), stats.rankdata(y), product),
        ("KENDALL", stats.kendalltau(x, y, variant="b").statistic, None, x, y, concordance),
    )
    for name, value, _, a, b, statistic in coefficients:
        low = high = None
        if n > (4 if name == "KENDALL" else 3) and abs(value) < 1 - 1e-12:
            if name == "PEARSON":
                low, high = pearson.confidence_interval(0.95)
            else:
                variance = (1 + value**2 / 2) / (n - 3) if name == "SPEARMAN" else 0.437 / (n - 4)
                half = stats.norm.ppf(0.975) * math.sqrt(variance)
                low, high = math.tanh(math.atanh(value) - half), math.tanh(math.atanh(value) + half)
        rows.append([name, x, y, value, low, high, p_exact(a, b, statistic)])
write("correlations.csv", ["coefficient", "x", "y", "value", "low", "high", "p"], rows)


# --- means
rows = []
for values in ([4, 5], [1, 1, 2], [3.5, 4, 4.2, 5, 2.9], [5, 5, 5, 5], list(rng.integers(1, 6, 24))):
    n, mean, s = len(values), np.mean(values), np.std(values, ddof=1)
    low, high = stats.t.interval(0.95, n - 1, mean, s / math.sqrt(n)) if s > 0 else (mean, mean)
    rows.append([values, mean, s, low, high])
write("means.csv", ["values", "mean", "s", "low", "high"], rows)


# --- equation (6)
rows = []
for n, noise in ((4, 0.1), (6, 0.3), (8, 0.2), (12, 0.5), (40, 0.4)):
    b_in = 10 ** rng.uniform(3, 6.5, n)
    out = 10 ** rng.uniform(4, 7.5, n)
    if n == 8:  # nearly collinear
        out = 10 ** (10.5 - np.log10(b_in) + rng.normal(scale=0.05, size=n))
    mos = np.clip(4.5 - 0.5 * np.log10(b_in) + 0.3 * np.log10(out) + rng.normal(scale=noise, size=n), 1, 5)
    b_in, out, mos = b_in.round(2), out.round(2), mos.round(3)
    x = np.column_stack([np.ones(n), np.log10(b_in), np.log10(out)])

    def fit(x, y):
        return np.linalg.lstsq(x, y, rcond=None)[0]

    c = fit(x, mos)
    rss = np.sum((mos - x @ c) ** 2)
    tss = np.sum((mos - mos.mean()) ** 2)
    s = math.sqrt(rss / (n - 3))
    inverse = np.linalg.inv(x.T @ x)
    se = s * np.sqrt(np.diag(inverse))
    t = stats.t.ppf(0.975, n - 3)
    r2 = 1 - rss / tss
    left = np.array([x[i] @ fit(np.delete(x, i, 0), np.delete(mos, i)) for i in range(n)])
    press = np.sum((mos - left) ** 2)
    new = np.array([1, math.log10(50_000), math.log10(2_000_000)])
    half = t * s * math.sqrt(1 + new @ inverse @ new)
    rows.append([
        b_in, out, mos, c, se, c - t * se, c + t * se, 2 * stats.t.sf(np.abs(c / se), n - 3), r2,
        stats.f.sf((r2 / 2) / ((1 - r2) / (n - 3)), 2, n - 3), 1 - (1 - r2) * (n - 1) / (n - 3), s,
        np.corrcoef(x[:, 1], x[:, 2])[0, 1], left, math.sqrt(press / n), 1 - press / tss,
        [new @ c, new @ c - half, new @ c + half],
    ])
write("fits.csv", [
    "in", "out", "mos", "c", "se", "low", "high", "p", "r2", "r2_p", "adjusted", "s", "collinearity", "left",
    "loo_rmse", "q2", "prediction_50k_2M"], rows)


# --- P.1401
def cubic(x, y):
    """Fitted values of the monotone cubic."""
    t = (x - x.min()) / (x.max() - x.min())
    c = np.linspace(0, 1, 4001)
    # The integrals of (t - c)^2 and of t(1 - t) from 0; the free constant drops out by centring.
    curves = np.column_stack([((t[:, None] - c) ** 3 + c**3) / 3, t**2 / 2 - t**3 / 3])
    centred = curves - curves.mean(axis=0)
    weights, _ = optimize.nnls(centred, y - y.mean(), maxiter=100_000)
    return y.mean() + centred @ weights


def ratio_interval(k, n):
    if k in (0, n):
        interval = stats.binomtest(k, n).proportion_ci(0.95, "exact")
        return interval.low, interval.high
    q = stats.t.ppf(0.975, n - 1) if n < 30 else stats.norm.ppf(0.975)
    half = q * math.sqrt(k / n * (1 - k / n) / n)
    return max(0, k / n - half), min(1, k / n + half)


def rmse(errors, d):
    freedom = len(errors) - d
    squares = np.sum(errors**2)
    low, high = (math.sqrt(squares / stats.chi2.ppf(q, freedom)) for q in (0.975, 0.025))
    return [math.sqrt(squares / freedom), low, high]


rows = []
shapes = {
    "line": lambda x: 0.8 * x + 0.5,
    "turning": lambda x: 3 + 0.9 * (x - 3) - 0.5 * (x - 3) ** 3,  # falls at both ends
    "hump": lambda x: 5 - 0.6 * (x - 3.4) ** 2,  # falls at the upper end
    "dip": lambda x: 1.5 + 0.6 * (x - 2.4) ** 2,  # falls at the lower end
    "kink": lambda x: 3 + 0.35 * (x - 3) ** 3 - 0.5 * (x - 3),  # falls in the middle
    "falling": lambda x: 5.5 - x,
}
for shape, curve in shapes.items():
    for n in (8, 25, 40):
        x = np.sort(rng.uniform(1.5, 4.8, n)).round(4)
        y = np.clip(curve(x) + rng.normal(scale=0.15, size=n), 1, 5).round(3)
        half = rng.uniform(0.05, 0.4, n).round(3)
        line = np.polyfit(x, y, 1)
        row = [shape, x, y, half, line[::-1]]
        for fitted, d in ((np.polyval(line, x), 2), (cubic(x, y), 4)):
            error = np.abs(y - fitted)
            outliers = int(np.sum(error > half))
            row += [rmse(error, d), rmse(np.maximum(0, error - half), d),
                    [outliers / n, *ratio_interval(outliers, n)]]
        rows.append(row)
write("mappings.csv", [
    "shape", "predicted", "observed", "half_width", "line", "line_rmse", "line_rmse_star", "line_outliers",
    "cubic_rmse", "cubic_rmse_star", "cubic_outliers"], rows)


# --- BT.500
rows = []
for raters, sessions, missing in ((24, 30, 0), (24, 30, 0.15), (12, 40, 0.05), (30, 12, 0.1)):
    truth = rng.uniform(1.5, 4.5, sessions)
    scores = truth[:, None] + rng.normal(scale=0.45, size=(sessions, raters))
    scores[:, 1] = 6 - scores[:, 1]  # has the scale upside down
    scores[:, 2] += 1.6  # is lenient throughout
    wild = rng.choice(sessions, sessions // 4, replace=False)
    scores[wild, 3] += np.where(np.arange(len(wild)) % 2 == 0, 2.5, -2.5)
    scores = np.clip(np.round(scores), 1, 5)
    scores[rng.uniform(size=scores.shape) < missing] = np.nan
    above, below = np.zeros(raters, int), np.zeros(raters, int)
    for row in scores:
        given = row[~np.isnan(row)]
        s = given.std(ddof=1)
        if s == 0:
            continue
        normal = 2 <= stats.kurtosis(given, fisher=False) <= 4
        far = (2 if normal else math.sqrt(20)) * s
        above += row >= given.mean() + far
        below += row <= given.mean() - far
    given = np.sum(~np.isnan(scores), axis=0)
    share = (above + below) / given
    with np.errstate(invalid="ignore"):
        asymmetry = np.abs((above - below) / (above + below))
    rejected = (share > 0.05) & (asymmetry < 0.3)
    rows.append(["/".join(text(row) for row in scores), given, above, below, rejected])
write("screenings.csv", ["scores", "given", "above", "below", "rejected"], rows)
