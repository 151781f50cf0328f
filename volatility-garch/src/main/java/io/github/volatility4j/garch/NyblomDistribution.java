package io.github.volatility4j.garch;

/**
 * The limit of Nyblom's statistic for k parameters, {@code Q = Σ χ²[k]/(π·j)²} over j = 1, 2, …, by
 * Imhof's (1961) inversion of its characteristic function, doi:10.1093/biomet/48.3-4.419: {@code
 * P(Q > x) = ½ + (1/π)·∫ sin θ(u) / (u·ρ(u)) du}.
 *
 * <p>The product over j is {@code Π (1 − i·u/(π·j)²) = sin s / s} with {@code s = √(i·u)}. With
 * {@code u = 2r²}, {@code s = r·(1 + i)} and {@code ln(sin s / s) = r·(1 − i) + ln(1 − e^(2is)) +
 * iπ/4 − ln(2√2·r)}, in which every term is continuous in r.
 */
final class NyblomDistribution {
  private NyblomDistribution() {}

  /** {@return {@code P(Q > x)} for k ≥ 1 parameters; NaN for NaN; 1 if there are none} */
  static double exceedance(double x, int k) {
    if (Double.isNaN(x) || !(x > 0) || k == 0) {
      return Double.isNaN(x) ? Double.NaN : 1;
    }
    double end = 5 + 60.0 / k;
    // The phase x·r² turns fastest at the end.
    int intervals = 2 * (int) Math.ceil(end / Math.min(0.02, 0.4 / (x * end)));
    double step = end / intervals;
    // At r = 0 the integrand is 0: θ grows like (k/6 − x)·r².
    double sum = integrand(end, x, k);
    for (int i = 1; i < intervals; i++) {
      sum += (i % 2 == 1 ? 4 : 2) * integrand(i * step, x, k);
    }
    return Math.min(1, Math.max(0, 0.5 + 2 / Math.PI * sum * step / 3));
  }

  /** {@code sin θ / (r·ρ)}. */
  private static double integrand(double r, double x, int k) {
    double fade = Math.exp(-2 * r);
    double real = 1 - fade * Math.cos(2 * r);
    double imaginary = -fade * Math.sin(2 * r);
    double angle = r - Math.atan2(imaginary, real) - 0.25 * Math.PI;
    double log = r + 0.5 * Math.log(real * real + imaginary * imaginary);
    double size = log - Math.log(2 * Math.sqrt(2) * r);
    return Math.sin(0.5 * k * angle - x * r * r) / r * Math.exp(-0.5 * k * size);
  }
}
