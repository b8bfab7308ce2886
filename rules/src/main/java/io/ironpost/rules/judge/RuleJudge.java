package io.ironpost.rules.judge;

import io.ironpost.core.alert.Alert;
import io.ironpost.core.alert.Evidence;
import io.ironpost.core.event.EventRecord;
import io.ironpost.core.event.FieldNames;
import io.ironpost.core.judge.Inspector;
import io.ironpost.core.judge.Judge;
import io.ironpost.core.judge.Verdicts;
import io.ironpost.rules.correlate.CorrelationLimits;
import io.ironpost.rules.correlate.CorrelationMatch;
import io.ironpost.rules.correlate.Correlator;
import io.ironpost.rules.match.RuleEngine;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Judges recorded logs by rules: event rules on the inspectors' threads, counting and correlation
/// on the thread that settles; all findings are told at the end.
public final class RuleJudge implements Judge {
  private static final long LATENESS_NANOS = CorrelationLimits.DEFAULT_LATENESS.toNanos();

  private final LoadedRules rules;
  private final Correlator correlator;
  private final Findings findings = new Findings();
  private final RecentLines recent = new RecentLines();
  private final Map<Long, Finding> episodes = new Episodes<>();
  private long lastTimeNanos;
  private boolean sourceBegins;

  /// @param startNanos the time of records that have none, until one has: nanoseconds since 1970
  public RuleJudge(RuleEngine engine, Correlator correlator, FieldNames names, long startNanos) {
    this.rules = new LoadedRules(engine, correlator, names);
    this.correlator = correlator;
    this.lastTimeNanos = startNanos;
  }

  @Override
  public Inspector inspector() {
    return rules.inspector();
  }

  @Override
  public void settle(Verdicts verdicts) {
    FoundHits found = (FoundHits) verdicts;
    Hits hits = found.hits();
    for (int hit = 0; hit < hits.count(); hit++) {
      Interest interest = rules.interest(hits.rule(hit));
      if (hits.timeNanos(hit) != EventRecord.NO_TIME) {
        moveTo(hits.timeNanos(hit));
      }
      if (interest.alerts()) {
        alert(hits, hit, interest);
      }
      if (interest.correlation() >= 0) {
        correlate(hits, hit, interest);
      }
    }
    found.release();
  }

  @Override
  public void beginSource() {
    sourceBegins = true;
  }

  /// A source that begins earlier than the last one ended is counted by itself: to the windows of
  /// the last one all of its events would be late, and a brute force in `auth.log.1` would vanish
  /// because `auth.log` was read first.
  private void moveTo(long timeNanos) {
    if (sourceBegins && timeNanos < lastTimeNanos - LATENESS_NANOS) {
      correlator.startAnew();
    }
    sourceBegins = false;
    lastTimeNanos = timeNanos;
  }

  private void alert(Hits hits, int hit, Interest interest) {
    Finding finding = findings.of(rules.header(hits.rule(hit)), Actor.of(hits, hit, interest));
    finding.count(1);
    finding.seen(hits.timeNanos(hit));
    addEntities(finding, hits, hit, interest);
    if (finding.wantsEvidence()) {
      finding.evidence(
          new Evidence(
              hits.source(hit), hits.lineNumber(hit), hits.lineOffset(hit), hits.line(hit)));
    }
  }

  private static void addEntities(Finding finding, Hits hits, int hit, Interest interest) {
    if (!finding.wantsEntities()) {
      return;
    }
    String[] names = interest.entityNames();
    for (int i = 0; i < names.length; i++) {
      byte @Nullable [] value = hits.value(hit, interest.slots() + i);
      if (value != null && value.length > 0) {
        finding.entity(names[i], Entities.text(value));
      }
    }
  }

  private void correlate(Hits hits, int hit, Interest interest) {
    byte[] @Nullable [] values = new byte[interest.slots()][];
    for (int slot = 0; slot < values.length; slot++) {
      values[slot] = hits.value(hit, slot);
    }
    Telling telling = new Telling(hits, hit, interest);
    correlator.accept(
        interest.correlation(), lastTimeNanos, values, recent.keep(hits, hit, interest), telling);
  }

  /// Turns what the correlator says while it looks at one match into findings.
  private final class Telling implements Correlator.Sink {
    private final Hits hits;
    private final int hit;
    private final Interest interest;

    Telling(Hits hits, int hit, Interest interest) {
      this.hits = hits;
      this.hit = hit;
      this.interest = interest;
    }

    @Override
    public void matched(CorrelationMatch match) {
      Finding finding = findings.of(match.rule().header(), match.group().toString());
      episodes.put(match.id(), finding);
      finding.count(match.count());
      finding.seen(match.firstNanos());
      finding.seen(match.lastNanos());
      match.group().forEach(finding::entity);
      for (long reference : match.evidence()) {
        recent.entities(reference, finding::entity);
        if (finding.wantsEvidence()) {
          recent.find(reference).ifPresent(finding::evidence);
        }
      }
    }

    @Override
    public void extended(CorrelationMatch.Extension extension) {
      Finding finding = episodes.get(extension.id());
      if (finding == null) {
        return; // its episode began before a restart or is older than the episodes kept
      }
      finding.count(1);
      finding.seen(extension.timeNanos());
      addEntities(finding, hits, hit, interest);
      if (finding.wantsEvidence()) {
        recent.find(extension.evidence()).ifPresent(finding::evidence);
      }
    }
  }

  /// What could not be judged in full, and how often: phrases for people, only those that happened.
  public Map<String, Long> losses() {
    Losses losses = Losses.of(correlator.stats());
    losses.tell("told without their actor, there were too many", findings.foldedTogether());
    losses.tellParked(rules);
    return losses.told();
  }

  /// What was found so far, worst first.
  public List<Alert> alerts() {
    return findings.toAlerts();
  }
}
