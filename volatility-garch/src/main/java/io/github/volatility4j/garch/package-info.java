/**
 * GARCH models by maximum likelihood: a mean, a variance and an innovation.
 *
 * <p>References: doi:10.2307/1912773 (ARCH), 10.1016/0304-4076(86)90063-1 (GARCH), 10.2307/1925546
 * (Student t), 10.1111/j.1540-6261.1993.tb05128.x (GJR), 10.1016/0165-1889(94)90039-6 (TGARCH),
 * 10.2307/2938260 (EGARCH), 10.1016/0927-5398(93)90006-D (APARCH), 10.1016/S0304-4076(95)01749-6
 * (FIGARCH), 10.1016/S0927-5398(97)00007-8 (HARCH), 10.1080/07474938608800095 (IGARCH),
 * 10.1093/jjfinec/nbp001 (HAR), 10.2307/2527081 (skewed t).
 */
@NullMarked
package io.github.volatility4j.garch;

import org.jspecify.annotations.NullMarked;
