package io.ironpost.rules.read;

import io.ironpost.rules.model.Rule;
import java.util.List;

/// What one file gave.
///
/// @param rules the rules that can be used; those of a document with an error are not here
/// @param documents how many rules the file holds, filters included, good or bad
/// @param refused how many of them have an error
public record ReadResult(List<Rule> rules, List<Problem> problems, int documents, int refused) {
  public ReadResult {
    rules = List.copyOf(rules);
    problems = List.copyOf(problems);
  }
}
