package io.ironpost.rules.cache;

import io.ironpost.core.alert.Severity;
import io.ironpost.rules.model.CorrelationRule;
import io.ironpost.rules.model.EventRule;
import io.ironpost.rules.model.Location;
import io.ironpost.rules.model.RuleHeader;
import io.ironpost.rules.model.RuleLogsource;
import io.ironpost.rules.read.Fix;
import io.ironpost.rules.read.Problem;
import io.ironpost.rules.read.Refusal;
import io.ironpost.rules.read.RuleCollection;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// A [RuleCollection] as bytes and back.
///
/// The bytes begin with the length and sum of the rest, so that half a file is not taken for a
/// whole. There is no version number: whoever keeps the bytes puts the build into their name.
public final class RuleCache {
  private static final int HEAD_BYTES = Integer.BYTES + Long.BYTES;

  private RuleCache() {}

  public static byte[] write(RuleCollection rules) {
    Encoder out = new Encoder();
    out.list(rules.eventRules(), rule -> writeEventRule(out, rule));
    out.list(rules.correlationRules(), rule -> writeCorrelation(out, rule));
    out.list(rules.problems(), problem -> writeProblem(out, problem));
    out.list(
        rules.refusals(),
        refusal -> {
          out.text(refusal.rule());
          writeProblem(out, refusal.reason());
        });
    out.small(rules.files());
    out.small(rules.documents());
    byte[] body = out.finish();
    return ByteBuffer.allocate(HEAD_BYTES + body.length)
        .putInt(body.length)
        .putLong(sum(body, 0))
        .put(body)
        .array();
  }

  /// @throws BadCacheException when the bytes are not what [#write] of this build gives
  public static RuleCollection read(byte[] bytes) {
    if (bytes.length < HEAD_BYTES
        || ByteBuffer.wrap(bytes).getInt() != bytes.length - HEAD_BYTES
        || ByteBuffer.wrap(bytes).getLong(Integer.BYTES) != sum(bytes, HEAD_BYTES)) {
      throw new BadCacheException("cut short or damaged");
    }
    try {
      Decoder in = new Decoder(bytes, HEAD_BYTES);
      return new RuleCollection(
          in.list(() -> readEventRule(in)),
          in.list(() -> Correlations.read(in, readHeader(in))),
          in.list(() -> readProblem(in)),
          in.list(() -> new Refusal(in.text(), readProblem(in))),
          in.small(),
          in.small());
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new BadCacheException("of another build", e);
    }
  }

  private static long sum(byte[] bytes, int start) {
    CRC32C sum = new CRC32C();
    sum.update(bytes, start, bytes.length - start);
    return sum.getValue();
  }

  private static void writeEventRule(Encoder out, EventRule rule) {
    writeHeader(out, rule.header());
    out.text(rule.logsource().product());
    out.text(rule.logsource().category());
    out.text(rule.logsource().service());
    Conditions.write(out, rule.condition());
    out.flag(rule.alerts());
  }

  private static EventRule readEventRule(Decoder in) {
    return new EventRule(
        readHeader(in),
        new RuleLogsource(in.text(), in.text(), in.text()),
        Conditions.read(in),
        in.flag());
  }

  private static void writeCorrelation(Encoder out, CorrelationRule rule) {
    writeHeader(out, rule.header());
    Correlations.write(out, rule);
  }

  private static void writeHeader(Encoder out, RuleHeader header) {
    out.text(header.id());
    out.text(header.name());
    out.text(header.title());
    out.text(header.description());
    out.small(header.level().ordinal());
    out.text(header.status());
    out.flag(header.enabled());
    out.text(header.author());
    List.of(header.tags(), header.references(), header.falsePositives(), header.fields())
        .forEach(out::texts);
    writeLocation(out, header.location());
  }

  private static RuleHeader readHeader(Decoder in) {
    return new RuleHeader(
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        in.oneOf(Severity.values()),
        in.text(),
        in.flag(),
        in.text(),
        in.texts(),
        in.texts(),
        in.texts(),
        in.texts(),
        readLocation(in));
  }

  private static void writeLocation(Encoder out, Location location) {
    out.text(location.file());
    out.small(location.line());
    out.small(location.column());
  }

  private static Location readLocation(Decoder in) {
    return new Location(in.text(), in.small(), in.small());
  }

  private static void writeProblem(Encoder out, Problem problem) {
    out.small(problem.severity().ordinal());
    out.text(problem.code());
    writeLocation(out, problem.location());
    out.small(problem.length());
    out.text(problem.message());
    out.text(problem.hint());
    out.flag(problem.fix().isPresent());
    problem
        .fix()
        .ifPresent(fix -> {
          out.small(fix.start());
          out.small(fix.end());
          out.text(fix.replacement());
        });
  }

  private static Problem readProblem(Decoder in) {
    return new Problem(
        in.oneOf(Problem.Severity.values()),
        in.text(),
        readLocation(in),
        in.small(),
        in.text(),
        in.text(),
        in.flag() ? Optional.of(new Fix(in.small(), in.small(), in.text())) : Optional.empty());
  }
}
