"""Makes innovations.properties: python3 innovations.py > innovations.properties (mpmath 1.3.0)."""
import mpmath as mp

mp.mp.dps = 30


def log_c(nu):
    return mp.loggamma((nu + 1) / 2) - mp.loggamma(nu / 2) - mp.log(mp.pi * (nu - 2)) / 2


def student(z, nu):
    return log_c(nu) - (nu + 1) / 2 * mp.log(1 + z**2 / (nu - 2))


def skew(z, nu, lam):
    a = 4 * lam * mp.exp(log_c(nu)) * (nu - 2) / (nu - 1)
    b = mp.sqrt(1 + 3 * lam**2 - a**2)
    w = (b * z + a) / (1 - lam if z < -a / b else 1 + lam)
    return mp.log(b) + student(w, nu)


def ged(z, nu):
    c = mp.sqrt(mp.mpf(2) ** (-2 / nu) * mp.gamma(1 / nu) / mp.gamma(3 / nu))
    return mp.log(nu) - (1 + 1 / nu) * mp.log(2) - mp.log(c) - mp.loggamma(1 / nu) - abs(z / c) ** nu / 2


def normal(z):
    return -mp.log(2 * mp.pi) / 2 - z**2 / 2


CASES = [
    ("normal", normal, ()),
    ("t", student, ("2.5",)), ("t", student, ("6",)), ("t", student, ("400",)),
    ("skewt", skew, ("2.5", "0.3")), ("skewt", skew, ("7", "-0.15")), ("skewt", skew, ("300", "0.7")),
    ("ged", ged, ("1.1",)), ("ged", ged, ("1.5",)), ("ged", ged, ("2",)), ("ged", ged, ("5",)),
]
POINTS = ["-4.5", "-0.7", "0.05", "2.25"]
LEVELS = ["0.001", "0.05", "0.5", "0.8"]


def text(x):
    return mp.nstr(x, 20)


def integral(f, lo, hi):
    inner = sorted(p for p in (-50, -10, -4, -1, 0, 1, 4, 10, 50, kink) if lo < p < hi)
    return mp.quad(f, [lo] + inner + [hi])


print("# Made by innovations.py with mpmath %s at 30 digits: densities from their formulas," % mp.__version__)
print("# derivatives by mpmath's diff, probabilities and moments by its quad, quantiles by Newton's method.")
print("# Compare at 1e-9 relative or better.")
for name, g, shape in CASES:
    s = tuple(mp.mpf(x) for x in shape)
    key = ".".join([name] + [x.replace(".", "_") for x in shape])
    density = lambda z: mp.exp(g(z, *s))
    kink = 0
    if name == "skewt":
        a = 4 * s[1] * mp.exp(log_c(s[0])) * (s[0] - 2) / (s[0] - 1)
        kink = -a / mp.sqrt(1 + 3 * s[1] ** 2 - a**2)
    for point in POINTS:
        z = (mp.mpf(point),)
        at = z + s
        n = len(s)
        orders = [(0,), (1,), (2,)]
        unit = lambda k: tuple(int(i == k) for i in range(n))
        full = [(i,) + (0,) * n for i in range(3)]
        full += [(0,) + unit(k) for k in range(n)]
        full += [(1,) + unit(k) for k in range(n)]
        full += [(0,) + tuple(x + y for x, y in zip(unit(k), unit(l))) for k in range(n) for l in range(k + 1)]
        values = [g(*at) if sum(o) == 0 else mp.diff(g, at, o) for o in full]
        print("%s.at.%s=%s" % (key, point, ",".join(text(v) for v in values)))
        print("%s.cumulative.%s=%s" % (key, point, text(integral(density, -mp.inf, z[0]))))
    for level in LEVELS:
        p = mp.mpf(level)
        q = mp.mpf({"0.001": -3, "0.05": -1.6, "0.5": 0, "0.8": 0.8}[level])
        for _ in range(60):
            step = (integral(density, -mp.inf, q) - p) / density(q)
            q -= max(-1, min(1, step))
            if abs(step) < mp.mpf(10) ** -22:
                break
        print("%s.quantile.%s=%s" % (key, level, text(q)))
        print("%s.tailMean.%s=%s" % (key, level, text(integral(lambda x: x * density(x), -mp.inf, q) / p)))
    print("%s.absolute=%s" % (key, text(integral(lambda x: abs(x) * density(x), -mp.inf, mp.inf))))
    print("%s.negativeShare=%s" % (key, text(integral(lambda x: x * x * density(x), -mp.inf, 0))))
