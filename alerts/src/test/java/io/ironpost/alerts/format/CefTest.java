package io.ironpost.alerts.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironpost.core.alert.AlertUpdate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// CEF is taken apart again here as its specification says, by other means than it was written.
class CefTest {
  private static final Pattern KEY = Pattern.compile("(?:^|(?<= ))(\\w+)(?<!\\\\)=");

  private static List<String> header(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    int at = 0;
    for (; parts.size() < 7; at++) {
      char c = text.charAt(at);
      if (c == '\\') {
        part.append(text.charAt(++at));
      } else if (c == '|') {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(text.substring(at));
    return parts;
  }

  private static Map<String, String> values(String extension) {
    Map<String, String> values = new LinkedHashMap<>();
    Matcher keys = KEY.matcher(extension);
    String key = "";
    int start = 0;
    while (keys.find()) {
      if (!key.isEmpty()) {
        values.put(key, unescape(extension.substring(start, keys.start() - 1)));
      }
      key = keys.group(1);
      start = keys.end();
    }
    values.put(key, unescape(extension.substring(start)));
    return values;
  }

  private static String unescape(String value) {
    StringBuilder out = new StringBuilder();
    for (int at = 0; at < value.length(); at++) {
      char c = value.charAt(at);
      if (c == '\\') {
        c = value.charAt(++at);
        c = c == 'n' ? '\n' : c == 'r' ? '\r' : c;
      }
      out.append(c);
    }
    return out.toString();
  }

  private static String written(AlertUpdate update) {
    return new String(
        new Cef("1.2.3", AlertFormats.DEFAULT_MAX_BYTES).write(update), StandardCharsets.UTF_8);
  }

  @Test
  void what_was_escaped_is_what_was_meant() {
    List<String> parts = header(written(Samples.bruteForce()));
    assertThat(parts.subList(0, 7))
        .containsExactly(
            "CEF:0",
            "Ironpost",
            "Ironpost",
            "1.2.3",
            "8d3b5a0e-1111-4222-8333-444455556666",
            "SSH brute force",
            "5");
    assertThat(values(parts.getLast()))
        .containsEntry("cs1", "src_ip=203.0.113.9")
        .containsEntry("cs5", "https://example.org/runbook?a=b|c")
        .containsEntry("cn1", "2")
        .containsEntry(
            "msg",
            "sshd[1]: Failed password for root from 203.0.113.9\n"
                + "sshd[1]: Invalid user \\u001b[31mora|cle=\\x\\u202e from 203.0.113.9");
  }

  @Test
  void no_text_of_an_attacker_makes_a_part_or_a_key_of_its_own() {
    Random random = new Random(4);
    for (int i = 0; i < 500; i++) {
      AlertUpdate update = Samples.random(random);
      List<String> parts = header(written(update));
      assertThat(parts.get(6)).matches("\\d{1,2}");
      assertThat(values(parts.getLast()))
          .containsEntry("externalId", visible(update.alert().id()))
          .containsEntry("cn1", String.valueOf(update.revision()))
          .containsEntry("cs6", update.traceId().toString());
    }
  }

  private static String visible(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(point -> {
          switch (Character.getType(point)) {
            case Character.CONTROL,
                Character.FORMAT,
                Character.LINE_SEPARATOR,
                Character.PARAGRAPH_SEPARATOR,
                Character.SURROGATE -> {
              if (point == '\n' || point == '\r') {
                out.appendCodePoint(point);
              } else {
                out.append("\\u%04x".formatted(point));
              }
            }
            default -> out.appendCodePoint(point);
          }
        });
    return out.toString();
  }
}
