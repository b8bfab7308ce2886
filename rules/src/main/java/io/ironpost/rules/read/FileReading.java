package io.ironpost.rules.read;

import java.util.List;

/// What one file gave, before the files are put together.
///
/// @param documents how many rules it holds, good or bad
record FileReading(
    List<Draft> drafts, List<Refusal> refusals, ProblemLog problems, int documents) {}
