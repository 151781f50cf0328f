"""Makes tests-of-forecasts.properties from statsmodels, scipy, arch, feval, and R.

  PYTHONPATH=DIR python3 golden.py > tests-of-forecasts.properties
  Rscript golden.R RUGARCH GAS ESREG

DIR holds arch 7.2.0 (pure Python) and feval 0.0.2 (github.com/ogrnz/feval at 29dc02f6); golden.R
says what its arguments are and appends what packages of R say.
"""
import sys, types, warnings
import numpy as np, scipy, pandas as pd, statsmodels, statsmodels.api as sm
from scipy import stats
from statsmodels.stats.multitest import multipletests

package = types.ModuleType("arch")  # without what arch/__init__.py imports
package.__path__ = [f"{d}/arch" for d in sys.path]
sys.modules["arch"] = package
from arch.bootstrap.multiple_comparison import MCS
import feval

warnings.simplefilter("ignore")
out = {}


def put(key, value):
    out[key] = ",".join(repr(float(v)) for v in np.ravel(value))


# Data, rounded so that every program reads the same.
rng = np.random.default_rng(20240607)
n = 250
h = np.empty(n)
h[0] = 1
y = np.empty(n)
for t in range(n):
    if t:
        h[t] = 0.1 + 0.15 * y[t - 1] + 0.8 * h[t - 1]
    y[t] = h[t] * rng.standard_normal() ** 2
forecasts = np.array([h * np.exp(s * rng.standard_normal(n)) * b
                      for s, b in [(0.05, 1), (0.2, 1), (0.5, 1), (0.1, 1.3)]])
y, forecasts = np.round(y, 6), np.round(forecasts, 6)
put("truth", y)
for i in range(4):
    put(f"forecast{i}", forecasts[i])
loss = np.log(forecasts) + y / forecasts

# Mincer-Zarnowitz
for i in range(4):
    for lags in (0, 4):
        fit = sm.OLS(y, sm.add_constant(forecasts[i])).fit(
            cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": False})
        wald = fit.wald_test((np.eye(2), np.array([0, 1])), use_f=False, scalar=True)
        put(f"mz.{i}.{lags}", [*fit.params, *fit.bse, fit.rsquared, wald.statistic, wald.pvalue])

# Diebold-Mariano, normal
for i, j in [(0, 1), (0, 2), (3, 1)]:
    d = loss[i] - loss[j]
    for lags in (0, 4, 7):
        fit = sm.OLS(d, np.ones(n)).fit(
            cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": False})
        put(f"dm.{i}.{j}.{lags}", [fit.params[0], fit.bse[0], fit.tvalues[0], fit.pvalues[0]])

# Giacomini-White, instruments 1 and d[t-1]: feval, whose covariance is arch's. With no lags it is
# that of the one-step test, n times the uncentred R-squared of 1 on z.
for i, j in [(0, 1), (0, 2), (3, 1)]:
    d = loss[i] - loss[j]
    instruments = np.column_stack([np.ones(n - 1), d[:-1]])
    losses = np.column_stack([loss[j, 1:], loss[i, 1:]])
    for lags in (0, 3):
        stat, _, p = feval.mgw(losses, instruments, covar_style="hac", kernel="Bartlett", bw=lags,
                               kernel_kwargs={"center": False})
        put(f"gw.{i}.{j}.{lags}", [stat, p])

# Panel: pooled mean, clustered by date, and Driscoll-Kraay
common = 0.5 * rng.standard_normal(60)
panel = np.round(0.15 + common + rng.standard_normal((5, 60)), 6)
panel[rng.random((5, 60)) < 0.1] = np.nan
put("panel", panel)
rows = [(t, panel[s, t]) for t in range(60) for s in range(5) if not np.isnan(panel[s, t])]
date, d = np.array([r[0] for r in rows]), np.array([r[1] for r in rows])
fit = sm.OLS(d, np.ones(len(d))).fit(
    cov_type="cluster", cov_kwds={"groups": date, "use_correction": False})
put("panel.cluster", [fit.tvalues[0], fit.pvalues[0]])
for lags in (1, 3):
    fit = sm.OLS(d, np.ones(len(d))).fit(
        cov_type="hac-groupsum",
        cov_kwds={"time": date, "maxlags": lags, "use_correction": False})
    put(f"panel.{lags}", [fit.tvalues[0], fit.pvalues[0]])

# Holm
p = np.round(np.concatenate([rng.random(9) ** 4, [0.5, 0.5, 1.0]]), 8)
put("holm.p", p)
put("holm.adjusted", multipletests(p, method="holm")[1])

# Model Confidence Set: given indices (LCG, also in the test), and arch's own draws
draws = 500
state = 12345
indices = np.empty((draws, n), dtype=int)
for b in range(draws):
    for t in range(n):
        state = (state * 1103515245 + 12345) % 2**31
        if t == 0 or (state >> 16) % 15 == 0:
            state = (state * 1103515245 + 12345) % 2**31
            indices[b, t] = (state >> 8) % n
        else:
            indices[b, t] = (indices[b, t - 1] + 1) % n


class Given:
    """A bootstrap of the rows above, with the face of arch's."""

    def bootstrap(self, reps):
        for row in indices[:reps]:
            yield (row,), {}


put("mcs.draws", draws)
for method in ("R", "max"):
    mcs = MCS(loss.T, 0.05, reps=draws, method=method, seed=1)
    mcs.bootstrap = Given()
    mcs.compute()
    put(f"mcs.{method}", mcs.pvalues.Pvalue.sort_index())
    mcs = MCS(loss.T, 0.05, reps=10000, method=method, seed=1, block_size=15)
    mcs.compute()
    put(f"mcs.{method}.stationary", mcs.pvalues.Pvalue.sort_index())

# Value at Risk at 5 %: returns of clustered variance, a quantile that reacts too slowly
m = 500
v = np.empty(m)
r = np.empty(m)
v[0] = 1
for t in range(m):
    if t:
        v[t] = 0.1 + 0.2 * r[t - 1] ** 2 + 0.7 * v[t - 1]
    r[t] = np.sqrt(v[t]) * rng.standard_normal()
r = np.round(r, 6)
q = np.round(-1.5 * np.sqrt(0.5 * v + 0.5), 6)
e = np.round(1.3 * q, 6)
put("returns", r)
put("quantiles", q)
put("shortfalls", e)
a = 0.05
hit = (r < q).astype(float)
x = int(hit.sum())
kupiec = 2 * (stats.bernoulli.logpmf(hit, x / m).sum() - stats.bernoulli.logpmf(hit, a).sum())
put("kupiec", [kupiec, stats.chi2.sf(kupiec, 1)])
chain = sm.GLM(hit[1:], sm.add_constant(hit[:-1]), family=sm.families.Binomial()).fit(tol=1e-14)
alone = sm.GLM(hit[1:], np.ones(m - 1), family=sm.families.Binomial()).fit(tol=1e-14)
lr = 2 * (chain.llf - alone.llf)
put("independence", [lr, stats.chi2.sf(lr, 1)])
put("christoffersen", [kupiec + lr, stats.chi2.sf(kupiec + lr, 2)])

print(f"""# Tests of forecasts by other programs: statsmodels {statsmodels.__version__}, scipy {scipy.__version__},
# numpy {np.__version__}, pandas {pd.__version__}, arch 7.2.0 (MCS), feval 0.0.2
# with the same arch (Giacomini-White), and below R.
# Made by golden.py and golden.R beside this file, which hold the calls and the conventions: Bartlett
# weights 1 - k/(L+1), no small-sample factor, all p-values two-sided or of the upper tail.
# Data: simulated there, rounded to 6 decimals, listed here. Tolerance: 1e-8, relative or absolute;
# mcs.*.stationary are other random draws of 10 000, tolerance 0.03.""")
for key, value in out.items():
    print(f"{key} = {value}")
