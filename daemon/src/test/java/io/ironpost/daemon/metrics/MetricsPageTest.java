package io.ironpost.daemon.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// `docs/reference/metrics.md` lists what there is, in its order.
class MetricsPageTest {
  private static final Path PAGE = Path.of("docs/reference/metrics.md");

  @Test
  void the_reference_lists_every_metric_as_it_is() throws IOException {
    assertThat(Files.readAllLines(page()))
        .as("the tables of %s, generated from the code", PAGE)
        .containsSubsequence(rows(OriginalMetrics.all()))
        .containsSubsequence(rows(OwnMetrics.all()));
  }

  @Test
  void the_reference_lists_nothing_else() throws IOException {
    List<String> known =
        Exposition.catalogue().stream().map(Metric::name).collect(Collectors.toList());
    assertThat(Files.readAllLines(page()))
        .filteredOn(line -> line.startsWith("| `ironpost_"))
        .hasSize(known.size());
  }

  private static List<String> rows(List<Metric> metrics) {
    return metrics.stream().map(MetricsPageTest::row).toList();
  }

  private static String row(Metric metric) {
    return "| `%s` | %s | %s | %s |"
        .formatted(
            metric.name(),
            metric.type().name().toLowerCase(Locale.ROOT),
            metric.labels().isEmpty() ? "–" : String.join(", ", metric.labels()),
            metric.help());
  }

  private static Path page() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(PAGE))) {
        return at.resolve(PAGE);
      }
    }
    throw new AssertionError(PAGE + " is not above the working folder");
  }
}
