package io.ironpost.daemon.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Writes all metrics as Prometheus reads them, in its text format or as OpenMetrics, whichever the
/// client asks for.
///
/// Nothing is registered and nothing is counted here: each scrape makes its snapshots from the
/// program's own figures, so a metric can never say something else than the status page.
public final class Exposition {
  private static final String TOTAL = "_total";
  private static final List<Metric> CATALOGUE =
      Stream.concat(OriginalMetrics.all().stream(), OwnMetrics.all().stream()).toList();

  /// A scrape, written.
  public record Page(String contentType, byte[] text) {}

  private final ExpositionFormats formats = ExpositionFormats.init();
  private final LedgerSeries series = new LedgerSeries();
  private final MetricsView view;
  private final Latencies latencies;
  private final InstantSource clock;

  public Exposition(MetricsView view, Latencies latencies, InstantSource clock) {
    this.view = view;
    this.latencies = latencies;
    this.clock = clock;
  }

  /// All metrics there are, those of the first Ironpost first.
  static List<Metric> catalogue() {
    return CATALOGUE;
  }

  /// Reads and writes everything.
  ///
  /// @param accept the `Accept` header; empty for Prometheus' own text format
  public Page scrape(String accept) {
    Scrape scrape =
        new Scrape(
            view,
            latencies,
            clock.instant(),
            series.held(view.books()),
            view.pipeline(),
            JvmFigures.read());
    MetricSnapshots snapshots =
        new MetricSnapshots(CATALOGUE.stream().map(m -> snapshot(m, scrape)).toList());
    ExpositionFormatWriter writer = formats.findWriter(accept);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      writer.write(text, snapshots);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return new Page(writer.getContentType(), text.toByteArray());
  }

  private static MetricSnapshot snapshot(Metric metric, Scrape scrape) {
    Gathering gathered = new Gathering(metric);
    metric.reading().read(scrape, gathered);
    return gathered.snapshot();
  }

  /// The values of one metric as they are read.
  private static final class Gathering implements Metric.Points {
    private final Metric metric;
    private final Set<Labels> seen = new HashSet<>();
    private final List<CounterSnapshot.CounterDataPointSnapshot> counts = new ArrayList<>();
    private final List<GaugeSnapshot.GaugeDataPointSnapshot> levels = new ArrayList<>();
    private final List<HistogramSnapshot.HistogramDataPointSnapshot> times = new ArrayList<>();

    Gathering(Metric metric) {
      this.metric = metric;
    }

    /// Of two values with the same labels the first is told: a page with both is refused as a
    /// whole, and one doubled name must not blind an operator.
    @Override
    public void put(double value, String... labelValues) {
      Labels labels = Labels.of(metric.labels(), List.of(labelValues));
      if (!seen.add(labels)) {
        return;
      }
      if (metric.type() == Metric.Type.COUNTER) {
        counts.add(
            CounterSnapshot.CounterDataPointSnapshot.builder()
                .value(Math.max(0, value))
                .labels(labels)
                .build());
      } else {
        levels.add(
            GaugeSnapshot.GaugeDataPointSnapshot.builder().value(value).labels(labels).build());
      }
    }

    @Override
    public void put(LatencyHistogram.Snapshot snapshot) {
      times.add(
          HistogramSnapshot.HistogramDataPointSnapshot.builder()
              .classicHistogramBuckets(
                  ClassicHistogramBuckets.of(snapshot.boundsInSeconds(), snapshot.buckets()))
              .sum(snapshot.sumNanos() / 1e9)
              .build());
    }

    MetricSnapshot snapshot() {
      String name =
          metric.type() == Metric.Type.COUNTER
              ? metric.name().substring(0, metric.name().length() - TOTAL.length())
              : metric.name();
      MetricMetadata about = new MetricMetadata(name, metric.help());
      return switch (metric.type()) {
        case COUNTER -> new CounterSnapshot(about, counts);
        case GAUGE -> new GaugeSnapshot(about, levels);
        case HISTOGRAM -> new HistogramSnapshot(about, times);
      };
    }
  }
}
