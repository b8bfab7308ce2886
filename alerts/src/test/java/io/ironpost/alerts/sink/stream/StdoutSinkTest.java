package io.ironpost.alerts.sink.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.alerts.sink.AlertSink;
import io.ironpost.alerts.sink.Delivery;
import io.ironpost.alerts.sink.FixedOptions;
import io.ironpost.alerts.sink.SampleAlerts;
import io.ironpost.alerts.sink.SinkPlace;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StdoutSinkTest {
  @Test
  void writes_a_line_per_alert_whatever_its_format() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SinkPlace place = new SinkPlace(out::writeBytes, () -> SampleAlerts.TOLD, "web-1");
    try (AlertSink sink = new StdoutKind().open(new FixedOptions(), place)) {
      Delivery delivery =
          sink.deliver(
              List.of(
                  SampleAlerts.json(SampleAlerts.opened(1)),
                  SampleAlerts.cef(SampleAlerts.opened(2))));
      assertThat(delivery).isInstanceOf(Delivery.Delivered.class);
    }
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("{\"id\":").endsWith("}"),
            line -> assertThat(line).startsWith("CEF:0|"));
  }

  @Test
  void a_closed_pipe_is_tried_again() throws Exception {
    try (AlertSink sink = new StdoutKind().open(new FixedOptions(), FixedOptions.place())) {
      assertThat(sink.deliver(SampleAlerts.messages(1, 1)))
          .isInstanceOfSatisfying(
              Delivery.TryAgain.class,
              again -> assertThat(again.why()).contains("no standard output here"));
    }
  }
}
