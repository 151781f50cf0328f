package io.github.volatility4j.examples;

import io.github.volatility4j.series.AtomicFile;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What all pictures have in common: 1200 × 700 on white, drawn without a screen. */
final class Charts {
  static final int WIDTH = 1200;
  static final int HEIGHT = 700;

  static {
    // Before AWT loads: a server has no display.
    System.setProperty("java.awt.headless", "true");
  }

  // Told apart by the colour-blind, too (Okabe and Ito).
  static final Color ORANGE = new Color(0xD55E00);
  static final Color BLUE = new Color(0x0072B2);
  static final Color GREY = new Color(0xBDBDBD);

  /** So far apart, an axis has no room for labels other than those of powers of ten. */
  private static final double ROOM = 30;

  private Charts() {}

  static XYChart chart(String title, String xTitle, String yTitle, int height) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(height)
            .title(title)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    XYStyler style = chart.getStyler();
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBackgroundColor(Color.WHITE);
    style.setChartTitleFont(font(Font.BOLD, 20));
    style.setLegendFont(font(Font.PLAIN, 15));
    style.setLegendBorderColor(Color.WHITE);
    style.setLegendPosition(LegendPosition.OutsideS);
    style.setLegendLayout(LegendLayout.Horizontal);
    style.setAxisTitleFont(font(Font.PLAIN, 15));
    style.setAxisTickLabelsFont(font(Font.PLAIN, 14));
    style.setPlotBorderVisible(false);
    style.setPlotGridLinesColor(new Color(0xE6E6E6));
    style.setPlotGridLinesStroke(new BasicStroke(1));
    style.setLocale(Locale.ROOT);
    style.setTimezone(TimeZone.getTimeZone(ZoneOffset.UTC));
    // To the day: ticks do not fall on the first of a month.
    style.setDatePattern("yyyy-MM-dd");
    return chart;
  }

  static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }

  /** A logarithmic y axis from {@code low} to {@code high}, both positive. */
  static void logarithmic(XYChart chart, double low, double high) {
    XYStyler style = chart.getStyler();
    style.setYAxisLogarithmic(true);
    style.setYAxisLogarithmicDecadeOnly(high / low > ROOM); // else labels lie on each other
    style.setYAxisMin(low);
    style.setYAxisMax(high);
    style.setYAxisDecimalPattern("0.######");
  }

  static XYSeries line(
      XYChart chart, String name, List<?> x, double[] y, Color color, float width) {
    XYSeries series = chart.addSeries(name, x, Arrays.stream(y).boxed().toList());
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(color);
    series.setLineStyle(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    return series;
  }

  static List<Date> dates(List<LocalDate> days) {
    return days.stream()
        .map(day -> Date.from(day.atStartOfDay(ZoneOffset.UTC).toInstant()))
        .toList();
  }

  /** Writes charts of full width, one below the other, as one PNG. */
  static void write(List<XYChart> charts, Path file) {
    int height = charts.stream().mapToInt(XYChart::getHeight).sum();
    BufferedImage image = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    int y = 0;
    for (XYChart chart : charts) {
      canvas.drawImage(BitmapEncoder.getBufferedImage(chart), 0, y, null);
      y += chart.getHeight();
    }
    canvas.dispose();
    AtomicFile.write(file, out -> ImageIO.write(image, "png", out));
  }
}
