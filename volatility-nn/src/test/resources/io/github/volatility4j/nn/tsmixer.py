"""Makes tsmixer.properties: python3 tsmixer.py > tsmixer.properties (numpy 2.4.6, double precision).

The forward pass of Darts' TSMixerModel, evaluated, from its description: temporal
projection, feature mixing of history and of the days forecast, conditional mixer blocks, final linear
map. Plain matrix algebra, a window at a time. Every tensor holds sines of the places of its numbers;
gains and variances are shifted by 1.
"""
import math

import numpy as np

SELU = 1.0507009873554804934193349852946, 1.6732632423543772848170429916717
ACTIVATION = {
    "RELU": lambda z: np.maximum(z, 0),
    "ELU": lambda z: np.where(z > 0, z, np.expm1(z)),
    "SOFTPLUS": lambda z: np.logaddexp(0, z),
    "TANH": np.tanh,
    "SELU": lambda z: SELU[0] * np.where(z > 0, z, SELU[1] * np.expm1(z)),
    "LEAKY_RELU": lambda z: np.where(z > 0, z, 0.01 * z),
    "SIGMOID": lambda z: 1 / (1 + np.exp(-z)),
    "GELU": lambda z: z * 0.5 * (1 + np.vectorize(math.erf)(z / math.sqrt(2))),
}


def tensor(name, *shape):
    n = int(np.prod(shape))
    one = 1 if name.endswith(".gain") or name.endswith(".variance") else 0
    return (one + 0.6 * np.sin(0.7 * np.arange(n) + len(name))).reshape(shape)


class Model:
    def __init__(self, norm, before, activation):
        self.kind, self.before, self.act = norm, before, ACTIVATION[activation]

    def linear(self, x, weights, bias, out):
        return x @ tensor(weights, x.shape[1], out) + tensor(bias, out)

    def norm(self, x, name):  # x: [days, features]
        if self.kind == "TIME_BATCH":
            z = (x - tensor(name + ".mean", 1)) / np.sqrt(tensor(name + ".variance", 1) + 1e-5)
            return z * tensor(name + ".gain", 1) + tensor(name + ".offset", 1)
        z = (x - x.mean()) / np.sqrt(x.var() + 1e-5)
        if self.kind == "LAYER_NO_BIAS":
            return z
        return z * tensor(name + ".gain", *x.shape) + tensor(name + ".offset", *x.shape)

    def feature_mixing(self, x, name, ff, out):
        skip = x if x.shape[1] == out else self.linear(x, name + ".skip.weights", name + ".skip.bias", out)
        b = self.norm(x, name + "Norm") if self.before else x
        b = self.act(self.linear(b, name + ".expand", name + ".expandBias", ff))
        y = skip + self.linear(b, name + ".contract", name + ".contractBias", out)
        return y if self.before else self.norm(y, name + "Norm")

    def time_mixing(self, x, name):
        b = self.norm(x, name + "Norm") if self.before else x
        b = self.act(tensor(name + ".weights", len(x), len(x)) @ b + tensor(name + ".bias", len(x), 1))
        y = x + b
        return y if self.before else self.norm(y, name + "Norm")

    def forward(self, x, c, past, future, statics, hidden, ff, blocks, revin, ahead):
        x = x.copy()
        if revin:
            gain = np.array([tensor("instanceNorm%s.gain" % (k or ""), 1)[0] for k in range(c)])
            offset = np.array([tensor("instanceNorm%s.offset" % (k or ""), 1)[0] for k in range(c)])
            mean = x[:, :c].mean(0)
            sd = np.sqrt(x[:, :c].var(0) + 1e-5)
            x[:, :c] = (x[:, :c] - mean) / sd * gain + offset
        history = x[:, : c + past]
        known = x[-1, c + past : c + past + future * ahead].reshape(ahead, future)
        static = np.repeat(x[-1:, c + past + future * ahead :], ahead, axis=0)
        w = tensor("projection.weights", ahead, len(x))
        h = w @ history + tensor("projection.bias", ahead, 1)
        h = self.feature_mixing(h, "history", ff, hidden)
        if future:
            h = np.hstack([h, self.feature_mixing(known, "future", ff, hidden)])
        for i in range(blocks):
            block = "block%d" % i
            if statics:
                h = np.hstack([h, self.feature_mixing(static, block + ".static", ff, hidden)])
            h = self.time_mixing(h, block + ".time")
            h = self.feature_mixing(h, block + ".feature", ff, hidden)
        y = self.linear(h, "output.weights", "output.bias", c)
        if revin:
            y = (y - offset) / (gain + 1e-5**2) * sd + mean
        return y


CASES = [
    ("plain", "LAYER", False, "RELU", False, (3, 6, 2, 0, 0, 0, 4, 5, 2)),
    ("all", "LAYER", False, "RELU", True, (3, 6, 2, 3, 2, 4, 5, 4, 3)),
    ("before", "LAYER", True, "RELU", True, (2, 7, 2, 1, 2, 3, 4, 6, 2)),
    ("noBias", "LAYER_NO_BIAS", False, "GELU", False, (2, 5, 1, 2, 1, 2, 3, 4, 2)),
    ("timeBatch", "TIME_BATCH", False, "RELU", False, (2, 5, 2, 2, 1, 2, 3, 4, 2)),
    ("timeBatchBefore", "TIME_BATCH", True, "TANH", True, (2, 5, 2, 2, 1, 2, 3, 4, 2)),
    ("statics", "LAYER", False, "RELU", False, (2, 90, 2, 0, 0, 46, 8, 8, 4)),
    ("future", "LAYER", False, "RELU", True, (2, 90, 2, 2, 2, 0, 8, 8, 4)),
] + [
    (a.lower(), "LAYER", False, a, False, (2, 4, 2, 1, 1, 2, 3, 4, 1)) for a in ACTIVATION if a != "RELU"
]
SEVERAL = {"threeDays": 3, "threeDaysBefore": 3, "twoDaysTimeBatch": 2}  # forecast at once; all others 1
CASES += [
    ("threeDays", "LAYER", False, "RELU", True, (2, 6, 2, 3, 2, 4, 5, 4, 3)),
    ("threeDaysBefore", "LAYER", True, "GELU", False, (2, 6, 2, 3, 0, 4, 5, 4, 2)),
    ("twoDaysTimeBatch", "TIME_BATCH", False, "RELU", False, (2, 5, 1, 2, 1, 0, 3, 4, 2)),
]

print("# Made by tsmixer.py with numpy %s: forward passes of a conditional TSMixer." % np.__version__)
print("# form: norm, norm before, activation, instance norm; size: windows is the second number; then days,")
print("# targets, past, future, statics, hidden, feed-forward, blocks; ahead: days forecast. Compare at 1e-12.")
print("cases=" + " ".join(case[0] for case in CASES))
random = np.random.default_rng(7)
for name, norm, before, activation, revin, size in CASES:
    batch, days, c, past, future, statics, hidden, ff, blocks = size
    ahead = SEVERAL.get(name, 1)
    x = np.round(random.normal(1, 1, (batch, days, c + past + future * ahead + statics)), 3)
    model = Model(norm, before, activation)
    y = np.array([model.forward(one, c, past, future, statics, hidden, ff, blocks, revin, ahead) for one in x])
    print("%s.form=%s %s %s %s" % (name, norm, str(before).lower(), activation, str(revin).lower()))
    print("%s.size=0 %s" % (name, " ".join(map(str, size))))
    if ahead > 1:
        print("%s.ahead=%d" % (name, ahead))
    print("%s.x=%s" % (name, " ".join("%g" % v for v in x.ravel())))
    print("%s.y=%s" % (name, " ".join(repr(float(v)) for v in y.ravel())))
