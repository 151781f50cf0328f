package io.github.volatility4j.nn;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;

/**
 * Sees this library's own classes afresh, so that they ask once more what is there; and of one
 * package nothing.
 */
final class FreshClasses extends ClassLoader {
  private static final String OURS = "io.github.volatility4j.nn.";

  private final String hidden;

  /**
   * @param hidden beginning of the names of classes that can't be found
   */
  FreshClasses(String hidden) {
    super(FreshClasses.class.getClassLoader());
    this.hidden = hidden;
  }

  /** {@return what a static method without parameters of a fresh class returns} */
  Object call(Class<?> owner, String method) throws ReflectiveOperationException {
    Method found = loadClass(owner.getName()).getDeclaredMethod(method);
    found.setAccessible(true);
    return found.invoke(null);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith(hidden)) {
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
