"""Makes diagnostics.properties: python3 diagnostics.py > diagnostics.properties

An independent filter of dem2gbp.csv.gz at the FCP optimum of fcp-benchmark.properties; tests by statsmodels;
scores of Nyblom's test by complex steps, whose derivatives are exact to rounding.
"""
import csv
import gzip
import os

import numpy as np
import scipy.stats
import statsmodels
import statsmodels.api as sm
from statsmodels.stats.diagnostic import acorr_ljungbox, het_arch

here = os.path.dirname(os.path.abspath(__file__))
with gzip.open(os.path.join(here, "dem2gbp.csv.gz"), "rt") as file:
    rows = list(csv.DictReader(file))
y = np.array([float(row["DEM2GBP"]) for row in rows])
n = len(y)
theta = np.array([-0.0061904083799375, 0.0107613978518178, 0.153134061820467, 0.8059736703053702])


def filtered(p):
    mu, omega, alpha, beta = p
    e = y - mu
    h = np.empty(n, dtype=np.result_type(p, float))
    b = np.mean(e * e)
    for t in range(n):
        h[t] = omega + alpha * (e[t - 1] ** 2 if t > 0 else b) + beta * (h[t - 1] if t > 0 else b)
    return e, h


def terms(p):
    e, h = filtered(p)
    return -0.5 * (np.log(2 * np.pi) + np.log(h) + e * e / h)


def show(name, *values):
    print("%s = %s" % (name, ", ".join(repr(float(v)) for v in values)))


print("# Tests of the residuals of constant mean, GARCH(1,1), normal, FCP, on dem2gbp.csv.gz, at the optimum of")
print("# fcp-benchmark.properties. Made by diagnostics.py: numpy %s, scipy %s, statsmodels %s" % (
    np.__version__, scipy.__version__, statsmodels.__version__))
print("# (acorr_ljungbox, het_arch, OLS), scores by complex steps. Statistic, then p-value. Compare at 1e-8 relative.")
e, h = filtered(theta)
z = e / np.sqrt(h)
for lags in (5, 10, 20):
    frame = acorr_ljungbox(z, lags=[lags], return_df=True)
    show("ljungBox.%d" % lags, frame["lb_stat"].iloc[0], frame["lb_pvalue"].iloc[0])
    frame = acorr_ljungbox(z**2, lags=[lags], return_df=True)
    show("ljungBoxSquared.%d" % lags, frame["lb_stat"].iloc[0], frame["lb_pvalue"].iloc[0])
    lm = het_arch(z, nlags=lags)
    show("archLm.%d" % lags, lm[0], lm[1])
negative = (e[:-1] < 0).astype(float)
x = sm.add_constant(np.column_stack([negative, negative * e[:-1], (1 - negative) * e[:-1]]))
ols = sm.OLS(z[1:] ** 2, x).fit()
for k, name in enumerate(("sign", "negativeSize", "positiveSize")):
    show("signBias." + name, ols.tvalues[k + 1], ols.pvalues[k + 1])
joint = ols.nobs * ols.rsquared
show("signBias.joint", joint, scipy.stats.chi2.sf(joint, 3))
step = 1e-30
scores = np.column_stack([terms(theta + 1j * step * np.eye(4)[k]).imag / step for k in range(4)])
cumulated = np.cumsum(scores, axis=0)
v = scores.T @ scores
show("nyblom.joint", np.trace(np.linalg.solve(v, cumulated.T @ cumulated)) / n)
for k, name in enumerate(("mu", "omega", "alpha1", "beta1")):
    show("nyblom." + name, np.sum(cumulated[:, k] ** 2) / v[k, k] / n)
