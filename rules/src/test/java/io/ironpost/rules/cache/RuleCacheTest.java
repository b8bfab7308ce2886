package io.ironpost.rules.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironpost.rules.read.ReadOptions;
import io.ironpost.rules.read.RuleCollection;
import io.ironpost.rules.read.RuleLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleCacheTest {
  /// Every kind of node there is, and a rule that is refused.
  private static final String EVERYTHING =
      """
      title: All there is
      name: everything
      id: 5f0b1c1e-9d5e-4a53-8f0e-0d9a0a3f6a11
      status: test
      description: one of each
      author: us
      tags: [attack.t1110]
      references: [https://example.org]
      falsepositives: [none]
      fields: [a, b]
      level: high
      logsource: {product: linux, service: sshd}
      detection:
        text:
          a: x*y?z
          b|contains|cased: Word
          c|re|i: ^a.+b$
          d|cidr: 10.0.0.0/8
          e: 17
          f|gte: 4.5
          g: true
          h: null
          i|exists: false
          j|fieldref|endswith: k
          timestamp|hour: 3
        words:
          - alpha
          - beta
        condition: text and not words or 1 of w*
      ---
      title: Often
      id: 5f0b1c1e-9d5e-4a53-8f0e-0d9a0a3f6a12
      correlation:
        type: value_count
        rules: [everything]
        group-by: [ip]
        timespan: 5m
        aliases:
          ip: {everything: src_ip}
        condition: {field: a, gte: 5, lt: 100}
      level: high
      ---
      title: Together
      correlation:
        type: temporal
        rules: [everything]
        timespan: 1h
      ---
      title: Broken
      logsource: {product: linux}
      detection:
        selection: {a|contians: x}
        condition: selection
      """;

  @TempDir Path folder;
  private RuleCollection rules = new RuleLoader(ReadOptions.defaults()).load(List.of());

  @BeforeEach
  void load() throws IOException {
    Files.writeString(folder.resolve("rules.yml"), EVERYTHING);
    rules = new RuleLoader(ReadOptions.defaults()).load(folder);
    assertThat(rules.eventRules()).isNotEmpty();
    assertThat(rules.correlationRules()).isNotEmpty();
    assertThat(rules.refusals()).isNotEmpty();
  }

  @Test
  void what_is_kept_is_what_was_read() {
    assertThat(RuleCache.read(RuleCache.write(rules))).isEqualTo(rules);
  }

  @Test
  void damaged_bytes_are_refused_and_nothing_else_happens() {
    byte[] good = RuleCache.write(rules);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 2_000; i++) {
      byte[] bad =
          Arrays.copyOf(good, random.nextInt(4) == 0 ? random.nextInt(good.length) : good.length);
      if (bad.length > 0) {
        int at = random.nextInt(bad.length);
        bad[at] ^= (byte) (1 + random.nextInt(255));
      }
      assertThatThrownBy(() -> RuleCache.read(bad)).isInstanceOf(BadCacheException.class);
    }
  }
}
