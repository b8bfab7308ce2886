package io.ironpost.alerts.format;

import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.AlertRule;
import io.ironpost.core.alert.AlertUpdate;
import io.ironpost.core.alert.Severity;
import io.ironpost.core.alert.Technique;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// ArcSight's Common Event Format, version 0 (Implementing ArcSight CEF, Micro Focus, v25). A
/// header of seven parts between bars, then `key=value` with fixed keys; what has no key stands in
/// the custom ones (`cs1` …), each with its label.
final class Cef implements AlertFormat {
  static final String WORD = "cef";

  private final String productVersion;
  private final Shortening shortening;

  Cef(String productVersion, int maxBytes) {
    this.productVersion = productVersion;
    this.shortening = new Shortening(maxBytes);
  }

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public String mediaType() {
    return "text/plain";
  }

  /// 0 to 10: Low up to 3, Medium up to 6, High up to 8, then Very-High.
  static int severity(Severity severity) {
    return switch (severity) {
      case INFORMATIONAL -> 1;
      case LOW -> 3;
      case MEDIUM -> 5;
      case HIGH -> 8;
      case CRITICAL -> 10;
    };
  }

  @Override
  public byte[] write(AlertUpdate update) {
    return shortening.fit(update, this::bytes);
  }

  private byte[] bytes(Shortening.Cut cut) {
    AlertUpdate update = cut.update();
    CefText text = new CefText();
    AlertRule rule = update.rule();
    text.header("CEF:0")
        .header("Ironpost")
        .header("Ironpost")
        .header(productVersion)
        .header(rule.id())
        .header(update.alert().title())
        .header(String.valueOf(severity(update.alert().severity())));
    about(text, update);
    who(text, update.alert());
    custom(text, update);
    text.value("request", first(update.alert().entity("c-uri")));
    text.value("fname", first(update.alert().entity("file")));
    text.value("sproc", first(update.alert().entity("process")));
    // Last, because it is the longest: a receiver that cuts cuts here.
    text.value("msg", (cut.isShortened() ? "(shortened) " : "") + lines(update.alert()));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void about(CefText text, AlertUpdate update) {
    Alert alert = update.alert();
    text.value("rt", String.valueOf(update.toldAt().toEpochMilli()));
    alert.firstSeen().ifPresent(t -> text.value("start", String.valueOf(t.toEpochMilli())));
    alert.lastSeen().ifPresent(t -> text.value("end", String.valueOf(t.toEpochMilli())));
    text.value("cnt", String.valueOf(alert.count()));
    text.value("externalId", alert.id());
    text.value("act", update.phase().word());
    text.value("dvchost", update.host());
  }

  private static void who(CefText text, Alert alert) {
    String source = first(alert.entity("src_ip"));
    String destination = first(alert.entity("dst_ip"));
    if (AddressText.isIpv4(source)) {
      text.value("src", source);
    } else if (AddressText.isIpv6(source)) {
      text.custom("c6a2", "Source IPv6 Address", source);
    } else {
      text.value("shost", source);
    }
    if (AddressText.isIpv4(destination)) {
      text.value("dst", destination);
    } else if (AddressText.isIpv6(destination)) {
      text.custom("c6a3", "Destination IPv6 Address", destination);
    } else {
      text.value("dhost", destination);
    }
    text.value("duser", first(alert.entity("user")));
    text.value("suser", first(alert.entity("by_user")));
    String port = first(alert.entity("dst_port"));
    if (port.matches("\\d{1,5}")) {
      text.value("dpt", port);
    }
  }

  private static void custom(CefText text, AlertUpdate update) {
    AlertRule rule = update.rule();
    text.custom("cn1", "revision", String.valueOf(update.revision()));
    text.custom("cs1", "group", update.group());
    text.custom("cs2", "attackTactics", String.join(",", rule.attack().tactics()));
    text.custom(
        "cs3",
        "attackTechniques",
        rule.attack().techniques().stream().map(Technique::id).collect(Collectors.joining(",")));
    text.custom("cs4", "ruleName", rule.name());
    text.custom("cs5", "runbook", first(rule.references()));
    text.custom("cs6", "traceId", update.traceId().toString());
  }

  private static String lines(Alert alert) {
    return alert.evidence().stream().map(line -> line.text()).collect(Collectors.joining("\n"));
  }

  private static String first(List<String> values) {
    return values.isEmpty() ? "" : values.getFirst();
  }
}
