package io.github.volatility4j.bench;

import java.util.Locale;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * libtorch 2.10 through bytedeco's bindings, at its best number of threads: one or all, whichever
 * makes the quicker step when asked for the first time. In bf16 every tensor is bf16.
 *
 * <p>Its threads wait for each other by spinning, unless the environment says {@code
 * OMP_WAIT_POLICY=PASSIVE} before the JVM starts; with few cores that makes two threads many times
 * as slow as one.
 */
final class TorchEngine implements Engine {
  /** Where a few runs take longer, they are trial enough. */
  private static final long TRIAL_NANOS = 3_000_000_000L;

  private final TorchModel model;
  private final TensorVector parameters;
  private final AdamW optimizer;
  private final Tensor x; // [batch, time, feature]
  private final Tensor y; // [batch]
  private @Nullable Thread prepared; // OpenMP keeps its number of threads for each of ours
  private int threads;

  TorchEngine(TorchModel model, boolean bf16, Problem problem) {
    this(model, bf16, problem, null);
  }

  /**
   * @param start weights of a network of ours to start from, or null for libtorch's own
   */
  TorchEngine(TorchModel model, boolean bf16, Problem problem, @Nullable Weights start) {
    this.model = model;
    ScalarType type = bf16 ? ScalarType.BFloat16 : ScalarType.Float;
    if (start != null) {
      model.copy(start);
    }
    model.to(type);
    parameters = trained(model.parameters());
    AdamWOptions options = new AdamWOptions(Problem.RATE);
    options.weight_decay().put(Problem.DECAY);
    optimizer = new AdamW(parameters, options);
    x =
        Tensor.create(problem.x())
            .reshape(problem.batch(), Problem.DAYS, problem.features())
            .to(type);
    y = Tensor.create(problem.y()).to(type);
    if (start != null) {
      threads = 1; // no steps to choose it by: they would train
    }
  }

  private static TensorVector trained(TensorVector all) {
    TensorVector trained = new TensorVector();
    for (Tensor tensor : all.get()) {
      if (tensor.requires_grad()) {
        trained.push_back(tensor);
      }
    }
    return trained;
  }

  @Override
  public double step() {
    prepare(this::train);
    return train();
  }

  private double train() {
    PointerScope inner = new PointerScope(); // frees what the step makes
    try {
      optimizer.zero_grad();
      Tensor loss = torch.mse_loss(torch.softplus(model.forward(x, true)), y);
      loss.backward();
      torch.clip_grad_norm_(parameters, Problem.CLIP);
      optimizer.step();
      return loss.item_double();
    } finally {
      inner.close();
    }
  }

  @Override
  public float[] infer() {
    prepare(this::forward);
    return forward();
  }

  private float[] forward() {
    PointerScope inner = new PointerScope();
    NoGradGuard guard = new NoGradGuard();
    try {
      Tensor u = model.forward(x, false).to(ScalarType.Float).contiguous();
      float[] out = new float[(int) u.numel()];
      new FloatPointer(u.data_ptr()).get(out);
      return out;
    } finally {
      guard.close();
      inner.close();
    }
  }

  /** At the first call of a thread: sets the number of libtorch's threads. */
  private void prepare(Runnable work) {
    Thread current = Thread.currentThread();
    if (current.equals(prepared)) {
      return;
    }
    prepared = current;
    int all = Runtime.getRuntime().availableProcessors();
    if (threads == 0) {
      double one = milliseconds(work, 1);
      double many = milliseconds(work, all);
      threads = many < one ? all : 1;
      System.err.printf(
          Locale.ROOT,
          "libtorch: %.2f ms on one thread, %.2f ms on %d: takes %d%n",
          one,
          many,
          all,
          threads);
    }
    torch.set_num_threads(threads);
  }

  private static double milliseconds(Runnable work, int threads) {
    torch.set_num_threads(threads);
    long best = Long.MAX_VALUE;
    long end = System.nanoTime() + TRIAL_NANOS;
    for (int i = 0; i < 8 && (i < 2 || System.nanoTime() < end); i++) {
      long start = System.nanoTime();
      work.run();
      best = Math.min(best, System.nanoTime() - start);
    }
    return best * 1e-6;
  }

  @Override
  public void close() {
    optimizer.close();
    parameters.close();
    x.close();
    y.close();
  }
}
