package io.github.volatility4j.examples;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command line: {@code java -jar volatility-examples.jar COMMAND …}.
 *
 * <p>Exit code 0: done; 2: an argument or an input is wrong; 1: anything else, such as a full disk;
 * 130: interrupted. What went wrong is one line on the error stream.
 */
@Command(
    name = "volatility4j",
    description = "Forecasts stock volatility: GARCH, neural networks, and the hybrid of both.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "COMMAND --help tells a command's options."})
public final class Main implements Runnable {
  private static final int FAILED = 1;
  private static final int WRONG = 2;
  private static final int INTERRUPTED = 130; // as a shell counts Ctrl-C

  /** A step of the largest network takes seconds on a slow machine. */
  private static final long SECONDS_TO_SAVE = 60;

  /** Commands of later versions, so that asking for one gets an honest answer. */
  private static final List<String> LATER = List.of("report");

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print the stack trace of a failure.")
  private boolean verbose;

  @Spec private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  private Main() {}

  /**
   * Runs a command and ends the process with its exit code.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    // Since JDK 22 there is a console even where there is no terminal, unless one asks for the old
    // kind.
    System.setProperty("jdk.console", "java.base");
    System.setProperty("java.awt.headless", "true");
    if (Arrays.asList(args).contains("--verbose")) {
      System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "info");
    }
    // Ctrl-C: let the command unwind, which takes its half-written files away.
    Thread worker = Thread.currentThread();
    AtomicBoolean ended = new AtomicBoolean();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> unwind(worker, ended)));

    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    int code = run(new Shell(out, System.err, isTerminal()), args);
    if (ended.compareAndSet(false, true)) {
      System.exit(code);
    }
  }

  // From JDK 22 to 24 there is a console even where there is no terminal, unless the old kind is
  // asked for.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    System.setProperty("jdk.console", "java.base");
    return System.console() != null;
  }

  /** Interrupts a command and lets it save, which it does after the step that it is in. */
  private static void unwind(Thread worker, AtomicBoolean ended) {
    if (ended.compareAndSet(false, true)) {
      worker.interrupt();
      try {
        worker.join(SECONDS_TO_SAVE * 1000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Runs a command and returns its exit code. */
  static int run(Shell shell, String... args) {
    Main main = new Main();
    CommandLine commands =
        new CommandLine(main)
            .addSubcommand(new DemoCommand(shell))
            .addSubcommand(new LabelsCommand(shell))
            .addSubcommand(new DatasetCommand(shell))
            .addSubcommand(new TrainCommand(shell))
            .addSubcommand(new EvaluateCommand(shell))
            .addSubcommand(new ForecastCommand(shell))
            .addSubcommand(new GarchCommand(shell))
            .addSubcommand(new BacktestCommand(shell))
            .addSubcommand(new SearchCommand(shell))
            .addSubcommand(new EnsembleCommand(shell))
            .addSubcommand(new SweepCommand(shell))
            .setOut(new PrintWriter(shell.out(), true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(shell.err(), true, StandardCharsets.UTF_8))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setUsageHelpAutoWidth(false)
            .setParameterExceptionHandler((e, given) -> main.wrongArguments(shell, e))
            .setExecutionExceptionHandler((e, command, parsed) -> main.failed(shell, e));
    int code;
    try {
      code = commands.execute(kebabCase(args));
    } catch (LinkageError | OutOfMemoryError e) { // natives that don't load, or too little memory
      code = main.failed(shell, e);
    }
    shell.err().flush();
    if (shell.out().checkError() && code == 0) {
      shell.say("the standard output could not be written");
      return FAILED;
    }
    return code;
  }

  /** Without a command there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing; there are " + commandNames(spec.commandLine()));
  }

  /**
   * {@code --batch_size=8} as {@code --batch-size=8}: the spelling of the scripts replaced here.
   */
  private static String[] kebabCase(String[] args) {
    return Arrays.stream(args)
        .map(
            arg -> {
              int end = arg.indexOf('=') < 0 ? arg.length() : arg.indexOf('=');
              return arg.startsWith("--")
                  ? arg.substring(0, end).replace('_', '-') + arg.substring(end)
                  : arg;
            })
        .toArray(String[]::new);
  }

  private int wrongArguments(Shell shell, ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    shell.say("%s", later(e).orElse("%s (see %s --help)".formatted(oneLine(e), command)));
    trace(shell, e);
    return WRONG;
  }

  private static java.util.Optional<String> later(ParameterException e) {
    if (!(e instanceof CommandLine.UnmatchedArgumentException unmatched)) {
      return java.util.Optional.empty();
    }
    return unmatched.getUnmatched().stream()
        .filter(LATER::contains)
        .findFirst()
        .map(
            name ->
                "%s is not available in this version; there are %s"
                    .formatted(name, commandNames(e.getCommandLine())));
  }

  private static String commandNames(CommandLine commands) {
    return String.join(", ", commands.getSubcommands().keySet());
  }

  private int failed(Shell shell, Throwable e) {
    trace(shell, e);
    if (e instanceof CancellationException) {
      shell.say("%s", oneLine(e));
      return INTERRUPTED;
    }
    if (e instanceof IllegalArgumentException) {
      shell.say("%s", oneLine(e));
      return WRONG;
    }
    shell.say(
        "%s",
        e instanceof UncheckedIOException // core's say which file and why
            ? oneLine(e)
            : "failed: " + e.getClass().getSimpleName() + ": " + oneLine(e));
    return FAILED;
  }

  private void trace(Shell shell, Throwable e) {
    if (verbose) {
      e.printStackTrace(shell.err());
    }
  }

  /** What an exception says, in one line. */
  static String oneLine(Throwable e) {
    String said = e.getMessage();
    return said == null || said.isBlank()
        ? e.getClass().getSimpleName()
        : said.strip().replaceAll("\\s*\\R\\s*", "; ");
  }

  /** The version, from the manifest of the runnable jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {
        String.format(
            Locale.ROOT,
            "volatility4j %s (Java %s, %s %s)",
            version == null ? "development" : version,
            System.getProperty("java.version"),
            System.getProperty("os.name"),
            System.getProperty("os.arch"))
      };
    }
  }
}
