package io.github.volatility4j.nn;

/**
 * How a TSMixer is built, apart from its size.
 *
 * <p>The basic form (Chen, Li, Yoder, Arik and Pfister 2023, arXiv 2303.06053, section 3) mixes
 * over all days of the window and projects to the forecast last; it sees covariates and static
 * attributes as further numbers of a day.
 *
 * <p>The conditional form (the paper's section 4, as Darts' {@code TSMixerModel} has it, the
 * network of the Python workflow) projects the window to the days that are forecast first, then
 * joins what is known of these days and, in every block, the stock's static attributes:
 *
 * <pre>{@code
 * FM(x; i -> o)  = norm(x·S + dropout(dropout(σ(x·U + a))·V + b))    x itself for x·S where i = o
 * TM(x)          = norm(x + dropout(σ(W·x + c)))                     over days
 *
 * h = FM(W₀·history + c₀; history -> hidden)             history, [days, truth, teacher, past, ...]
 * h = h ⊕ FM(future; future -> hidden)                   if anything is known of the days forecast
 * h = FM(TM(h ⊕ FM(statics; statics -> hidden)); -> hidden)           in every block
 * u = h·V₀ + b₀
 * }</pre>
 *
 * <p>Several days are forecast at once by the conditional form as above, by the basic form with an
 * output for each in the last layer.
 *
 * <p><b>A fault of the conditional form.</b> Where one day is forecast, as usual here, W₀ leaves
 * one number of the whole window for each feature, the same weighted sum for all of them, before
 * anything nonlinear happens. What is called mixing over time is then a 1 × 1 map, {@code σ(w·x +
 * c)} with one w and one c for all features: the blocks mix features only. It is built as it is,
 * because models are compared with it; the basic form mixes over the days of the window.
 *
 * @param kind basic or conditional
 * @param norm the norm of every mixing
 * @param normBefore whether it acts on what goes into a mixing's branch, x of {@code σ} above, and
 *     not on the sum behind it
 * @param activation σ
 */
public record TsMixerForm(Kind kind, Norm norm, boolean normBefore, Activation activation) {
  /** The basic form with layer norm behind each mixing, and ReLU. */
  public static final TsMixerForm BASIC =
      new TsMixerForm(Kind.BASIC, Norm.LAYER, false, Activation.RELU);

  /** The conditional form with layer norm behind each mixing, and ReLU: Darts' defaults. */
  public static final TsMixerForm CONDITIONAL =
      new TsMixerForm(Kind.CONDITIONAL, Norm.LAYER, false, Activation.RELU);

  /** What is done first: mixing over the window, or projection of it. */
  public enum Kind {
    /** Mixes over the days of the window, projects last. */
    BASIC,
    /** Projects first, then mixes with what is known of the days forecast and of the stock. */
    CONDITIONAL
  }

  /** Norms. All are over days and features together, with 1e-5 added to the variance. */
  public enum Norm {
    /** Each window by its own mean and variance; a gain and an offset for each (day, feature). */
    LAYER,
    /** The same without gain and offset. */
    LAYER_NO_BIAS,
    /**
     * All windows of a batch by their common mean and variance, with one gain and one offset;
     * forecasts use running ones (momentum 0.1).
     */
    TIME_BATCH
  }

  /** Activations, with the constants of PyTorch's defaults; GELU is the exact one. */
  public enum Activation {
    /** {@code max(z, 0)}. */
    RELU,
    /** {@code z, e^z − 1} below 0. */
    ELU,
    /** {@code ln(1 + e^z)}. */
    SOFTPLUS,
    /** {@code tanh z}. */
    TANH,
    /** {@code 1.0507·z, 1.7581·(e^z − 1)} below 0. */
    SELU,
    /** {@code z, 0.01·z} below 0. */
    LEAKY_RELU,
    /** {@code 1/(1 + e^−z)}. */
    SIGMOID,
    /** {@code z·Φ(z)}, Φ the normal distribution function. */
    GELU
  }

  boolean conditional() {
    return kind == Kind.CONDITIONAL;
  }

  /**
   * The same with another norm.
   *
   * @param value which
   * @param before whether it acts before a mixing and not behind it
   * @return a new form
   */
  public TsMixerForm withNorm(Norm value, boolean before) {
    return new TsMixerForm(kind, value, before, activation);
  }

  /**
   * The same with another activation.
   *
   * @param value which
   * @return a new form
   */
  public TsMixerForm withActivation(Activation value) {
    return new TsMixerForm(kind, norm, normBefore, value);
  }
}
