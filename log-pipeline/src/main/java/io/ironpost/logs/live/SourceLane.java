package io.ironpost.logs.live;

import io.ironpost.core.ledger.Account;
import io.ironpost.core.parse.LogParser;
import io.ironpost.logs.pipeline.BadLine;
import io.ironpost.logs.pipeline.Tally;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/// One source: its parser with what it remembers, and its books.
///
/// The parser belongs to the worker that the source is bound to. It is bound while anything of it
/// is with that worker, or its parser holds half an event; both change under the lock of the
/// [Inbox], which also hands the parser's memory from one worker to the next.
final class SourceLane {
  /// Examples of bad lines kept, the last ones: enough to see what is wrong now.
  static final int MAX_EXAMPLES = 5;

  private final String name;
  private final Account account;

  // Guarded by the inbox's lock.
  int worker;
  int underWay;
  boolean holdsBack;

  // The worker's.
  private Optional<LogParser> parser = Optional.empty();
  private int madeIn; // the generation of the parser

  // Written by the thread that settles, under this object's own lock.
  private String lastFormat = "auto";
  private final Tally tally = new Tally();
  private final ArrayDeque<BadLine> examples = new ArrayDeque<>();

  SourceLane(String name, Account account) {
    this.name = name;
    this.account = account;
  }

  String name() {
    return name;
  }

  Account account() {
    return account;
  }

  boolean isIdle() {
    return underWay == 0 && !holdsBack;
  }

  /// The parser, a new one where other parsers are in force. One that holds half an event stays
  /// until it has the rest.
  LogParser parser(Setup setup) {
    LogParser known = parser.orElse(null);
    if (known != null && (madeIn == setup.generation() || known.holdsBack())) {
      return known;
    }
    LogParser made = setup.parsers().parserFor(name);
    parser = Optional.of(made);
    madeIn = setup.generation();
    return made;
  }

  /// The parser, if it has half an event in hand.
  Optional<LogParser> holding() {
    return parser.filter(LogParser::holdsBack);
  }

  /// The name of its format as far as the parser knows it.
  String format() {
    return parser.map(LogParser::format).orElse("auto");
  }

  /// After a fault nobody knows what state the parser is in.
  void forgetParser() {
    parser = Optional.empty();
  }

  synchronized void count(String formatNow, Tally more) {
    lastFormat = formatNow;
    tally.add(more);
    for (BadLine line : more.examples()) {
      if (examples.size() == MAX_EXAMPLES) {
        examples.removeFirst();
      }
      examples.addLast(line);
    }
  }

  synchronized SourceStats stats() {
    return new SourceStats(
        name,
        lastFormat,
        tally.lines(),
        tally.events(),
        tally.malformed(),
        tally.failed(),
        List.copyOf(examples));
  }
}
