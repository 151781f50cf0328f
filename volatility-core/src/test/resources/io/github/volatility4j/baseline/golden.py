"""Makes baselines.properties from statsmodels and scipy: python3 golden.py > baselines.properties"""
import numpy as np, scipy, statsmodels, statsmodels.api as sm
from scipy.optimize import minimize, minimize_scalar

out = {}


def put(key, value):
    out[key] = ",".join(repr(float(v)) for v in np.ravel(value))


# A realised variance with long memory, and its quarticity; rounded.
rng = np.random.default_rng(7)
n = 600
logs = np.zeros(n)
for t in range(1, n):
    week, month = logs[max(0, t - 5):t].mean(), logs[max(0, t - 22):t].mean()
    logs[t] = 0.35 * logs[t - 1] + 0.3 * week + 0.3 * month + 0.5 * rng.standard_normal()
y = np.round(np.exp(logs), 6)
q = np.round(y**2 * np.exp(0.6 * rng.standard_normal(n)), 6)
put("y", y)
put("q", q)


def rows(source):
    return np.array([[1, source[t - 1], source[t - 5:t].mean(), source[t - 22:t].mean()]
                     for t in range(22, n + 1)])


x = rows(y)
fitted, target = x[:-1], y[22:]


def qlike(b, x, y):
    h = x @ b
    return np.mean(np.log(h) + y / h)


def gradient(b, x, y):
    h = x @ b
    return x.T @ ((1 - y / h) / h) / len(y)


# HAR by QLIKE: an interior minimum, and a second measure that puts two coefficients on zero.
def har(x, y):
    best = None
    for start in ([0.1, 0.3, 0.3, 0.3], [0.5, 0.1, 0.1, 0.1], [0.01, 0.9, 0.01, 0.01]):
        found = minimize(qlike, start, (x, y), jac=gradient, method="L-BFGS-B",
                         bounds=[(0, None)] * 4,
                         options={"ftol": 1e-16, "gtol": 1e-12, "maxiter": 5000})
        best = found if best is None or found.fun < best.fun else best
    return best


found = har(fitted, target)
put("har.qlike", found.fun)
put("har.coefficients", found.x)
noise = np.round(rng.standard_normal(n) ** 2, 6)
put("noise", noise)
found = har(rows(noise)[:-1], noise[22:])
put("noise.har.qlike", found.fun)
put("noise.har.coefficients", found.x)

# OLS with the insanity filter; the next forecast.
def filtered(h, sample):
    return np.where((h >= sample.min()) & (h <= sample.max()), h, sample.mean())


ols = sm.OLS(target, fitted).fit()
put("harOls.coefficients", ols.params)
put("harOls.forecasts", filtered(x @ ols.params, target)[-5:])
lx = np.column_stack([np.ones(len(x)), np.log(x[:, 1:])])
ols = sm.OLS(np.log(target), lx[:-1]).fit()
put("logHar.coefficients", ols.params)
put("logHar.forecasts", filtered(np.exp(lx @ ols.params + ols.mse_resid / 2), target)[-5:])
xq = np.column_stack([x, np.sqrt(q[21:]) * y[21:]])
ols = sm.OLS(target, xq[:-1]).fit()
put("harQ.coefficients", ols.params)
put("harQ.forecasts", filtered(xq @ ols.params, target)[-5:])
lags = np.array([[1, *y[t - 3:t][::-1]] for t in range(3, n + 1)])
ols = sm.OLS(y[3:], lags[:-1]).fit()
put("ar.coefficients", ols.params)
put("ar.forecasts", filtered(lags @ ols.params, y[3:])[-5:])


# EWMA
def ewma(decay):
    weights = decay ** np.arange(n)
    return np.array([weights[:t] @ y[t - 1::-1] / weights[:t].sum() if t > 1 else y[0]
                     for t in range(1, n + 1)])


def loss(decay):
    h = ewma(decay)[21:-1]
    return np.mean(np.log(h) + y[22:] / h)


put("ewma.94", ewma(0.94)[-5:])
best = minimize_scalar(loss, bounds=(0.5, 0.9999), method="bounded", options={"xatol": 1e-10})
put("ewma.decay", best.x)

# Weights in the simplex by QLIKE of three forecasts
members = np.array([ewma(0.6)[21:], ewma(0.97)[21:], np.full(len(x), 3 * y.mean())])[:, :-1]
members = np.round(np.maximum(members, 0.05), 6)
for i in range(3):
    put(f"member{i}", members[i])
found = minimize(lambda w: qlike(w, members.T, target), [0.4, 0.3, 0.3], method="SLSQP",
                 jac=lambda w: gradient(w, members.T, target), bounds=[(0, 1)] * 3,
                 constraints={"type": "eq", "fun": lambda w: w.sum() - 1,
                              "jac": lambda w: np.ones(3)}, options={"ftol": 1e-16, "maxiter": 1000})
put("weights", found.x)
put("weights.qlike", found.fun)

print(f"""# Baselines by other programs: statsmodels {statsmodels.__version__} (OLS), scipy {scipy.__version__} (QLIKE: L-BFGS-B,
# SLSQP, bounded Brent), numpy {np.__version__}. Made by golden.py beside this file, which holds the calls;
# data simulated there, rounded to 6 decimals. Tolerance: 1e-8 for OLS, EWMA and values of QLIKE; 1e-5
# for minimisers of QLIKE, which scipy's stopping rule leaves no better.""")
for key, value in out.items():
    print(f"{key} = {value}")
