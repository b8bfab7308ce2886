package io.ironpost.rules.correlate;

import static io.ironpost.rules.correlate.CorrelationRules.rule;
import static io.ironpost.rules.model.CorrelationRule.Type.TEMPORAL;
import static io.ironpost.rules.model.CorrelationRule.Type.TEMPORAL_ORDERED;
import static io.ironpost.rules.model.CorrelationRule.Type.VALUE_AVG;
import static io.ironpost.rules.model.CorrelationRule.Type.VALUE_COUNT;
import static io.ironpost.rules.model.CorrelationRule.Type.VALUE_PERCENTILE;
import static io.ironpost.rules.model.Matcher.Operator.GTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ironpost.rules.model.CorrelationRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SnapshotTest {
  private static final CorrelationLimits LIMITS = Scene.limits(50);

  private static CorrelationRule[] rules() {
    return new CorrelationRule[] {
      rule("count").of("a", "b").within(10).is(GTE, 4).make(),
      rule("values").of("a", "b").within(10).type(VALUE_COUNT).is(GTE, 3, "v").make(),
      rule("average").of("a").within(10).type(VALUE_AVG).is(GTE, 5, "v").make(),
      rule("percentile").of("a").type(VALUE_PERCENTILE).percentile(90, GTE, 8, "v").make(),
      rule("both").of("a", "b").within(10).type(TEMPORAL).make(),
      rule("order").of("a", "b", "a").within(10).type(TEMPORAL_ORDERED).make(),
      rule("bursts").of("count").within(600).is(GTE, 2).make(),
      rule("many").of("a").by().within(20).is(GTE, 10_000).make(),
    };
  }

  @Test
  void a_stream_goes_on_as_if_nothing_had_happened() {
    Scene whole = new Scene(LIMITS, rules());
    Scene broken = new Scene(LIMITS, rules());
    Random random = new Random(11);
    long clock = 0;
    for (int i = 0; i < 400; i++) {
      clock += random.nextInt(4);
      long nanos = (clock - random.nextInt(15)) * Scene.SECOND;
      String id = random.nextBoolean() ? "a" : "b";
      Map<String, String> fields =
          Map.of("src", "s" + random.nextInt(3), "v", Integer.toString(random.nextInt(9)));
      whole.play(id, nanos, fields);
      broken.play(id, nanos, fields);
      assertThat(broken.said()).describedAs("event %d", i).isEqualTo(whole.said());
      reload(broken, i);
    }
  }

  private static void reload(Scene scene, int seed) {
    byte[] snapshot = scene.correlator().snapshot();
    Correlator fresh = new Correlator(List.of(rules()), LIMITS, new Random(seed));
    assertThat(fresh.restore(snapshot)).isEqualTo(rules().length);
    assertThat(fresh.snapshot()).isEqualTo(snapshot);
    scene.continueWith(fresh);
  }

  @Test
  void an_edited_rule_starts_anew_and_the_others_go_on() {
    Scene scene = new Scene(rule("x").is(GTE, 2).make(), rule("y").is(GTE, 2).make());
    scene.play("fail@0 src=a");
    byte[] snapshot = scene.correlator().snapshot();
    Correlator edited =
        new Correlator(
            List.of(rule("x").is(GTE, 2).within(61).make(), rule("y").is(GTE, 2).make()),
            CorrelationLimits.defaults());
    assertThat(edited.restore(snapshot)).isEqualTo(1);
    scene.continueWith(edited);
    scene.play("fail@1 src=a");
    assertThat(scene.said()).containsExactly("match y {src=a} 0..1 n=2 v=2.0 [1, 2]");
  }

  @Test
  void broken_bytes_leave_empty_windows() {
    Scene scene = new Scene(LIMITS, rules());
    for (int i = 0; i < 30; i++) {
      scene.play("a@" + i + " src=s v=" + i);
    }
    byte[] snapshot = scene.correlator().snapshot();
    Random random = new Random(3);
    for (int i = 0; i < 500; i++) {
      byte[] broken = Arrays.copyOf(snapshot, random.nextInt(snapshot.length + 1));
      for (int flips = random.nextInt(3); flips >= 0 && broken.length > 0; flips--) {
        broken[random.nextInt(broken.length)] ^= (byte) (1 + random.nextInt(255));
      }
      assertThatExceptionOfType(CorruptSnapshotException.class)
          .isThrownBy(() -> scene.correlator().restore(broken));
      assertThat(scene.correlator().stats().groups()).isZero();
    }
    assertThat(scene.correlator().restore(snapshot)).isEqualTo(rules().length);
  }

  /// A checksum is no proof against someone who computes it.
  @Test
  void forged_bytes_leave_empty_windows_too() {
    Scene scene = new Scene(LIMITS, rules());
    for (int i = 0; i < 30; i++) {
      scene.play("a@" + i + " src=s v=" + i);
    }
    byte[] snapshot = scene.correlator().snapshot();
    Random random = new Random(4);
    for (int i = 0; i < 2_000; i++) {
      byte[] forged = snapshot.clone();
      forged[12 + random.nextInt(forged.length - 20)] = (byte) random.nextInt(256);
      Snapshots.sign(forged);
      try {
        scene.correlator().restore(forged);
      } catch (CorruptSnapshotException _) {
        assertThat(scene.correlator().stats().groups()).isZero();
      }
      scene.play("a@" + (40 + i) + " src=s v=1");
    }
  }
}
