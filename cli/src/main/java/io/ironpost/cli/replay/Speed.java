package io.ironpost.cli.replay;

import io.ironpost.cli.output.Exit;
import io.ironpost.cli.output.Refusal;
import io.ironpost.cli.output.SafeText;
import io.ironpost.core.judge.Judge;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How fast recorded time passes.
///
/// @param times recorded seconds per second; 0 for as fast as it goes
record Speed(double times) {
  private static final Speed MAX = new Speed(0);
  private static final Pattern FACTOR = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)[x×]");

  /// Reads `max`, `realtime`, `10x` or `10×`.
  static Speed of(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    Matcher factor = FACTOR.matcher(word);
    if (word.equals("max")) {
      return MAX;
    }
    if (word.equals("realtime")) {
      return new Speed(1);
    }
    if (factor.matches() && Double.parseDouble(factor.group(1)) > 0) {
      return new Speed(Double.parseDouble(factor.group(1)));
    }
    throw new Refusal(
        Exit.PROBLEM,
        "--speed takes max, realtime or a factor as 10x, not " + SafeText.of(text) + ".");
  }

  /// Recorded time passes on one thread only.
  int threads(int wanted) {
    return times == 0 ? wanted : 1;
  }

  Judge pace(Judge judge) {
    return times == 0 ? judge : new PacedJudge(judge, times);
  }
}
