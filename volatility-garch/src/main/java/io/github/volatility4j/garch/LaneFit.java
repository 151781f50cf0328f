package io.github.volatility4j.garch;

import java.util.List;

/**
 * Fits GARCH(1,1) with normal innovations and a mean of 0, a constant or an AR(1) to many windows
 * of a series, as {@link WindowFit} does one by one.
 *
 * <p>The likelihood of a short window has several maxima, so there are several starts. All of them
 * take the first few steps; then those are dropped that lie behind by more than their next step
 * promises, and those that have come to where the best is. The rest is followed to the end, in
 * lanes that take the next search as soon as they are free. What is found in a window depends on
 * that window alone.
 *
 * <p>It owns its arrays, and allocates nothing while it fits; not for several threads.
 */
final class LaneFit implements WindowFits {
  private static final int K = LaneSearch.K;

  /** Windows at a time: their searches keep the lanes busy. */
  static final int BATCH = 256;

  /**
   * Of 16 180 windows of 90 days, of 46 British and 30 American stocks, indices and simulated
   * returns, 0.9 % end more than 1e-4 below the highest of 56 starts; with five of these six it is
   * 1.2 %. The settings below were chosen on the same windows, out of some thirty, by a scalar
   * version of this search.
   */
  private static final int STARTS = 6;

  /** Evaluations in each round, after which the searches of a window are compared. */
  private static final int[] ROUNDS = {5, 4, 4};

  /**
   * A search is dropped that lies behind by more than so many times what its next step promises.
   */
  private static final double PROMISE = 4;

  /** A search is dropped whose parameters are all as near as that to the leader's. */
  private static final double NEAR = 0.05;

  private static final VarianceModel GARCH = new GjrGarch(1, 0, 1);

  /** By their number of parameters. */
  private static final List<MeanModel> MEANS =
      List.of(new LinearMean(false, 0), new LinearMean(true, 0), new LinearMean(true, 1));

  private final int meanParameters;
  private final PreSample rule;
  private final WindowData data;
  private final int stride; // of the windows in z
  private final LaneLikelihood likelihood;
  private final LaneSearch search;
  private final double[][] starts; // [starts, ω α β]

  private final double[] z; // [batch, stride] scaled returns
  private final double[] scale = new double[BATCH];
  private final double[] backcast = new double[BATCH];
  private final double[] mean = new double[2 * BATCH]; // least squares, scaled
  private final double[] jobs; // [batch · starts, state]
  private final int[] queue; // searches to be followed
  private final int[] open = new int[BATCH]; // searches that are still followed
  private final double[] best = new double[BATCH * LaneSearch.STATE];
  private final double[] moved = new double[LaneSearch.STATE];
  private final int[] laneJob = new int[LaneLikelihood.LANES];
  private final double[] start = new double[K];
  private final double[] unit = new double[3 * K + K * K];

  /** Whether it can fit a model. */
  static boolean knows(Specification model) {
    PreSample rule = model.preSample();
    Specification mine = new Specification(model.mean(), GARCH, new NormalInnovation(), rule);
    return model.equals(mine)
        && MEANS.contains(model.mean())
        && (rule == PreSample.EWMA || rule == PreSample.SAMPLE);
  }

  /** For a model that it knows. */
  LaneFit(int window, Specification model) {
    this.meanParameters = model.varianceAt();
    this.rule = model.preSample();
    this.data = new WindowData(window, meanParameters);
    this.stride = data.residuals() + 1;
    this.likelihood = new LaneLikelihood(data.residuals());
    this.search = new LaneSearch(likelihood, meanParameters);
    this.starts = GARCH.starts().stream().limit(STARTS).toArray(double[][]::new);
    this.z = new double[BATCH * stride];
    this.jobs = new double[BATCH * starts.length * LaneSearch.STATE];
    this.queue = new int[BATCH * starts.length];
    for (int i = 0; i < K; i++) {
      unit[3 * K + i * K + i] = 1;
    }
  }

  @Override
  public void fit(double[] returns, int firstEnd, int every, int count, WindowResults out) {
    for (int done = 0; done < count; done += BATCH) {
      fitBatch(returns, firstEnd + done * every, every, Math.min(BATCH, count - done), out, done);
    }
  }

  private void fitBatch(
      double[] returns, int firstEnd, int every, int count, WindowResults out, int at) {
    for (int w = 0; w < count; w++) {
      int end = firstEnd + w * every;
      boolean modelled = data.load(returns, end, rule);
      double forecast = data.constant() + data.slope() * returns[end - 1];
      out.meanForecast[at + w] = forecast;
      if (modelled) {
        data.copyTo(z, w * stride);
        scale[w] = data.scale();
        backcast[w] = data.backcast();
        mean[2 * w] = data.constant() / scale[w];
        mean[2 * w + 1] = data.slope();
      } else {
        scale[w] = 0;
        out.nothingToModel(at + w);
      }
    }
    int active = 0;
    for (int w = 0; w < count; w++) {
      for (int i = 0; scale[w] > 0 && i < starts.length; i++) {
        queue[active++] = w * starts.length + i;
      }
    }
    for (int round = 0; round < ROUNDS.length; round++) {
      advance(active, ROUNDS[round], round == 0);
      active = choose(active);
    }
    follow(active);
    for (int w = 0; w < count; w++) {
      if (scale[w] > 0) {
        finish(w, out, at + w);
      }
    }
  }

  /** Some evaluations for each of the queued searches. */
  private void advance(int active, int evaluations, boolean begin) {
    for (int from = 0; from < active; from += LaneLikelihood.LANES) {
      int lanes = Math.min(LaneLikelihood.LANES, active - from);
      for (int l = 0; l < lanes; l++) {
        int job = queue[from + l];
        if (begin) {
          load(l, job / starts.length);
          begin(l, job / starts.length, starts[job % starts.length]);
        } else {
          take(l, job);
        }
      }
      for (int i = 0; i < evaluations; i++) {
        search.step(lanes);
      }
      for (int l = 0; l < lanes; l++) {
        search.take(l, jobs, queue[from + l] * LaneSearch.STATE);
      }
    }
  }

  private void load(int lane, int w) {
    likelihood.load(lane, z, w * stride, backcast[w]);
  }

  private void begin(int lane, int w, double[] variance) {
    start[0] = mean[2 * w];
    start[1] = mean[2 * w + 1];
    System.arraycopy(variance, 0, start, 2, 3);
    search.begin(lane, start, 0, Estimation.FIRST_GAIN);
  }

  /** Keeps the searches in the queue that are worth it; returns their number. */
  private int choose(int active) {
    int kept = 0;
    int from = 0;
    while (from < active) {
      int w = queue[from] / starts.length;
      int to = from;
      int leader = from;
      while (to < active && queue[to] / starts.length == w) {
        leader = value(queue[to]) < value(queue[leader]) ? to : leader;
        to++;
      }
      open[w] = 0;
      best[w * LaneSearch.STATE + LaneSearch.VALUE_OF_STATE] = Double.POSITIVE_INFINITY;
      int job = queue[leader];
      for (int i = from; i < to; i++) {
        if (i == leader || isPromising(queue[i], job)) {
          queue[kept++] = queue[i];
          open[w]++;
        }
      }
      from = to;
    }
    return kept;
  }

  private double value(int job) {
    return jobs[job * LaneSearch.STATE + LaneSearch.VALUE_OF_STATE];
  }

  private boolean isPromising(int job, int leader) {
    int s = job * LaneSearch.STATE;
    double hope = value(job);
    if (jobs[s + LaneSearch.DONE_OF_STATE] == 0) {
      hope += PROMISE * jobs[s + LaneSearch.SLOPE_OF_STATE];
    }
    if (!(hope < value(leader))) {
      return false;
    }
    double distance = 0;
    for (int i = 0; i < K; i++) {
      distance = Math.max(distance, Math.abs(jobs[s + i] - jobs[leader * LaneSearch.STATE + i]));
    }
    return distance > NEAR;
  }

  /** Follows the queued searches to their ends, and from the best of each window on. */
  private void follow(int queued) {
    int left = queued;
    int busy = 0;
    while (busy < LaneLikelihood.LANES && left > 0) {
      take(busy++, queue[--left]);
    }
    while (busy > 0) {
      int l = 0;
      while (l < busy) {
        if (!search.isDone(l) || isGoingOn(l)) {
          l++;
        } else if (left > 0) {
          take(l, queue[--left]);
        } else if (l < --busy) { // the last one moves here, so that the busy lanes are the first
          search.take(busy, moved, 0);
          laneJob[l] = laneJob[busy];
          load(l, laneJob[l] / starts.length);
          search.resume(l, moved, 0);
        }
      }
      search.step(busy);
    }
  }

  private void take(int lane, int job) {
    laneJob[lane] = job;
    load(lane, job / starts.length);
    search.resume(lane, jobs, job * LaneSearch.STATE);
  }

  /** Notes the end of a search; true if it goes on in its lane. */
  private boolean isGoingOn(int lane) {
    int w = laneJob[lane] / starts.length;
    int b = w * LaneSearch.STATE;
    boolean last = search.gain(lane) == Estimation.LAST_GAIN;
    if (!last) {
      open[w]--;
    }
    if (last || !(search.value(lane) >= best[b + LaneSearch.VALUE_OF_STATE])) {
      search.take(lane, best, b);
    }
    if (last || open[w] > 0) {
      return false;
    }
    load(lane, w);
    search.resume(lane, best, b);
    search.goOn(lane, Estimation.LAST_GAIN);
    return true;
  }

  private void finish(int w, WindowResults out, int i) {
    int b = w * LaneSearch.STATE;
    int n = stride - 1;
    double[] theta = out.theta[i];
    double square = scale[w] * scale[w];
    System.arraycopy(best, b, start, 0, K);
    out.status[i] = Estimation.status(projectedGradient(b), onBoundary(start));
    out.logLikelihood[i] = -n * (best[b + LaneSearch.VALUE_OF_STATE] + Math.log(scale[w]));
    out.backcast[i] = backcast[w] * square;
    out.variance[i] = forecast(w, start) * square;
    int at = 0;
    if (meanParameters > 0) {
      theta[at++] = start[0] * scale[w];
    }
    if (meanParameters > 1) {
      theta[at++] = start[1];
    }
    theta[at] = start[2] * square;
    theta[at + 1] = start[3];
    theta[at + 2] = start[4];
  }

  private double projectedGradient(int b) {
    System.arraycopy(best, b, unit, 0, 2 * K);
    GarchStep.solve(unit, 3 * K, unit, 0, GjrGarch.OMEGA_FLOOR);
    double max = 0;
    for (int i = 0; i < K; i++) {
      max = Math.max(max, Math.abs(unit[2 * K + i]));
    }
    return max;
  }

  private static boolean onBoundary(double[] x) {
    return x[2] - GjrGarch.OMEGA_FLOOR <= Constraints.SLACK
        || x[3] <= Constraints.SLACK
        || x[4] <= Constraints.SLACK
        || 1 - x[3] - x[4] <= Constraints.SLACK;
  }

  private double forecast(int w, double[] x) {
    int at = w * stride;
    double h = backcast[w];
    double square = backcast[w];
    for (int t = 1; t < stride; t++) {
      h = x[2] + x[3] * square + x[4] * h;
      double e = z[at + t] - x[0] - x[1] * z[at + t - 1];
      square = e * e;
    }
    return x[2] + x[3] * square + x[4] * h;
  }
}
