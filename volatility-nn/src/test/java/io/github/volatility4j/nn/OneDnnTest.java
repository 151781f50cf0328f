package io.github.volatility4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** With oneDNN on the class path and without. */
class OneDnnTest {
  /** Sees this library's own classes afresh, and of oneDNN nothing. */
  private static final class WithoutOneDnn extends ClassLoader {
    private static final String OURS = "io.github.volatility4j.nn.";

    WithoutOneDnn() {
      super(OneDnnTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.bytedeco.dnnl.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith(OURS)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : define(name);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      String file = name.replace('.', '/') + ".class";
      try (InputStream in = getResourceAsStream(file)) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  /** Runs in the class loader above: what a user without oneDNN sees. */
  static String withoutOneDnn() {
    assertThat(OneDnn.available()).isFalse();
    assertThat(OneDnn.available()).isFalse();
    assertThat(OpenMpThreads.controllable()).isFalse();
    LstmOptions options = new LstmOptions(1, 4, 0.1, 0);
    NetworkShape shape = new NetworkShape(5, 2, 1);
    try (Network network = Network.create(options, shape, DataType.FLOAT, 1)) {
      network.forward(Networks.normal(DataType.FLOAT, 1, 3, 5, 2), true, 1);
      network.backward(Networks.normal(DataType.FLOAT, 2, 3, 1));
      assertThatThrownBy(
              () ->
                  LstmEngine.BF16.kernel(
                      new LstmStack.Size(1, 2, 4, 1, 0), network.parameters(), network.gradient()))
          .hasMessageContaining("bf16 needs oneDNN");
      return network.engine();
    }
  }

  @Test
  void withoutItNetworksRunOnNd4j() throws ReflectiveOperationException {
    Class<?> afresh = new WithoutOneDnn().loadClass(OneDnnTest.class.getName());
    Method method = afresh.getDeclaredMethod("withoutOneDnn");
    method.setAccessible(true);
    assertThat((String) method.invoke(null)).contains("portable");
  }

  @Test
  void saysVersionAndInstructionSet() {
    Nd4jBackend.prepare();
    assumeTrue(OneDnn.available(), "oneDNN isn't there");
    assertThat(OneDnn.description()).matches("oneDNN \\d+\\.\\d+\\.\\d+, instruction set 0x.+");
    assertThatThrownBy(() -> OneDnn.check(3, "something"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("oneDNN: something: not implemented for this processor or these sizes");
  }
}
