package io.ironpost.cli.replay;

import io.ironpost.cli.engine.LogInput;
import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.ProgressBar;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.Terminal;
import io.ironpost.core.judge.Judge;
import io.ironpost.core.ledger.Ledger;
import io.ironpost.daemon.engine.Assembly;
import io.ironpost.daemon.engine.Parsers;
import io.ironpost.daemon.engine.RuleChoice;
import io.ironpost.daemon.engine.SourceTimes;
import io.ironpost.daemon.engine.UnknownFormatException;
import io.ironpost.logs.collect.Collected;
import io.ironpost.logs.collect.FileCollector;
import io.ironpost.logs.pipeline.ParserSource;
import io.ironpost.logs.pipeline.ReplayPipeline;
import io.ironpost.logs.pipeline.ReplaySettings;
import io.ironpost.logs.pipeline.Tally;
import io.ironpost.rules.read.RuleCollection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Logs, and what is seen in captures, through rules, once.
///
/// @param format a parser's name, or `auto`
/// @param threads that parse and match
record Run(
    RuleChoice rules,
    SourceTimes times,
    String format,
    int threads,
    Speed speed,
    InstantSource clock) {

  RunOutcome on(LogInput input, Terminal terminal) throws InterruptedException {
    Instant started = clock.instant();
    RuleCollection loaded = rules.load(terminal.environment(), started);
    Parsers parsers = new Parsers(times);
    Assembly assembly =
        new Assembly(loaded.eventRules(), loaded.correlationRules(), parsers, clock);
    ProgressBar bar = new ProgressBar(terminal, clock);
    long total = input.totalBytes();
    Judge judge = speed.pace(assembly.judge());
    try (ReplayPipeline pipeline =
        new ReplayPipeline(
            ReplaySettings.forCores(speed.threads(threads)),
            parsersOf(parsers, format),
            judge,
            parsers::record,
            (bytes, lines) -> bar.at(bytes, total, lines))) {
      Ledger ledger = new Ledger();
      Captures captures = new Captures();
      List<Collected> collected = input.read(ledger, pipeline, captures);
      Tally tally = pipeline.finish();
      Duration elapsed = Duration.between(started, clock.instant());
      return new RunOutcome(
          loaded,
          assembly.judge().alerts(),
          tally,
          collected,
          captures.seen(),
          ledger.stage(FileCollector.STAGE),
          parsers.problems(),
          assembly.judge().losses(),
          elapsed);
    } finally {
      bar.close();
    }
  }

  private static ParserSource parsersOf(Parsers parsers, String format) {
    try {
      return parsers.of(format);
    } catch (UnknownFormatException e) {
      throw new Refusal(Exit.PROBLEM, String.valueOf(e.getMessage()), e);
    }
  }
}
