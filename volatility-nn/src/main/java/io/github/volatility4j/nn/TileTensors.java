package io.github.volatility4j.nn;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/**
 * A network's tensors by name, as a tile reads them and where it adds up their gradient.
 *
 * @param ranges what stands where
 * @param values all numbers; in training those behind a dropout are already scaled by it
 * @param gradients sum over tiles, for tensors as they are in values; null for a tile that only
 *     infers
 */
record TileTensors(
    Map<String, ParameterRange> ranges, FloatPointer values, @Nullable FloatPointer gradients) {
  static TileTensors of(
      List<ParameterRange> ranges, FloatPointer values, @Nullable FloatPointer gradients) {
    Map<String, ParameterRange> byName = new HashMap<>();
    for (ParameterRange range : ranges) {
      byName.put(range.name(), range);
    }
    return new TileTensors(byName, values, gradients);
  }

  boolean training() {
    return gradients != null;
  }

  TileOps.View value(String name, long... sizes) {
    return TileOps.at(values, range(name).offset(), sizes);
  }

  TileOps.View gradient(String name, long... sizes) {
    if (gradients == null) {
      throw new IllegalStateException("no gradient in inference");
    }
    return TileOps.at(gradients, range(name).offset(), sizes);
  }

  private ParameterRange range(String name) {
    ParameterRange range = ranges.get(name);
    if (range == null) {
      throw new IllegalArgumentException("no tensor " + name + " in " + ranges.keySet());
    }
    return range;
  }
}
