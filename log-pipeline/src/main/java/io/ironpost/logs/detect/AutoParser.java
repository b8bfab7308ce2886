package io.ironpost.logs.detect;

import io.ironpost.core.event.EventRecord;
import io.ironpost.core.parse.LogParser;
import io.ironpost.core.parse.Outcome;
import java.util.List;

/// Finds the format of a source and stays with it; a line of another format goes to the parser that
/// knows it, and when that keeps happening the source has changed.
///
/// Formats are asked in a fixed order, the most particular first; the first that takes a line wins
/// it. What a line of one byte can tell is asked first, so the parsers that refuse cost a few
/// nanoseconds. A line that looks like the source's format and is broken is still offered to the
/// others: the last, plain text, keeps it searchable.
public final class AutoParser implements LogParser {
  /// A banner, a stack trace or a few lines of a child process must not move a source to another
  /// format; a rotated or replaced file should move within a screenful.
  static final int SWITCH_AFTER = 8;

  private static final int NONE = -1;

  private final List<Candidate> candidates;

  /// Indices of candidates; [#NONE] while unknown.
  private int current = NONE;

  private int taker = NONE;
  private int row;
  private long broken;

  /// @param candidates in the order they are asked
  public AutoParser(List<Candidate> candidates) {
    this.candidates = List.copyOf(candidates);
  }

  /// A parser that may be chosen.
  ///
  /// @param trust after how many lines in a row the source is taken to be of this format;
  ///   [Candidate#NEVER] for one that takes anything
  public record Candidate(LogParser parser, int trust) {
    /// The format is unmistakable: one line is enough.
    public static final int SURE = 1;

    /// Prose can look like it.
    public static final int GUESS = SWITCH_AFTER;

    /// It takes what nobody else wants, and must not keep others from being asked.
    public static final int NEVER = Integer.MAX_VALUE;
  }

  /// The format the source has now, or that of the last line while none is known.
  @Override
  public String format() {
    int known = current == NONE ? taker : current;
    return known == NONE ? "auto" : candidates.get(known).parser().format();
  }

  @Override
  public boolean isStateful() {
    return current != NONE && candidates.get(current).parser().isStateful();
  }

  /// Lines that looked like a format and were broken; plain text took them.
  public long broken() {
    return broken;
  }

  @Override
  public Outcome parse(EventRecord record) {
    if (current == NONE) {
      return ask(record, Outcome.NOT_MINE);
    }
    Outcome outcome = candidates.get(current).parser().parse(record);
    if (isTaken(outcome)) {
      row = 0;
      return outcome;
    }
    return ask(record, outcome);
  }

  /// Asks all but the current one, which said `before`.
  private Outcome ask(EventRecord record, Outcome before) {
    Outcome worst = before;
    for (int i = 0; i < candidates.size(); i++) {
      if (i == current) {
        continue;
      }
      record.forgetFields();
      Outcome outcome = candidates.get(i).parser().parse(record);
      if (isTaken(outcome)) {
        broken += worst instanceof Outcome.Malformed ? 1 : 0;
        taken(i);
        return outcome;
      }
      if (outcome instanceof Outcome.Malformed && !(worst instanceof Outcome.Malformed)) {
        worst = outcome;
      }
    }
    return worst;
  }

  private void taken(int candidate) {
    row = candidate == taker ? row + 1 : 1;
    taker = candidate;
    int trust = candidates.get(candidate).trust();
    int enough = current == NONE ? trust : Math.max(SWITCH_AFTER, trust);
    if (row >= enough) {
      current = candidate;
      row = 0;
    }
  }

  private static boolean isTaken(Outcome outcome) {
    return outcome instanceof Outcome.Parsed || outcome instanceof Outcome.Pending;
  }

  @Override
  public boolean holdsBack() {
    for (int i = 0; i < candidates.size(); i++) {
      if (candidates.get(i).parser().holdsBack()) {
        return true;
      }
    }
    return false;
  }

  /// What any of the parsers still holds back.
  @Override
  public Outcome flush(EventRecord record) {
    for (Candidate candidate : candidates) {
      Outcome outcome = candidate.parser().flush(record);
      if (outcome instanceof Outcome.Parsed) {
        return outcome;
      }
    }
    return Outcome.NOT_MINE;
  }
}
