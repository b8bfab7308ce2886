/// Regular expressions on bytes in time linear in the input, whatever the pattern and whatever the
/// input: an attacker writes the log lines, so a backtracking engine would hand him the processor.
///
/// Pattern text → [RegexParser] → [Node] → [LinearSubset] (what can be rewritten exactly is, the
/// rest is refused) → [SearchTrimmer] → [NfaCompiler] (Thompson construction over UTF-8 bytes) →
/// [LazyDfa], which falls back on [NfaSimulation].
@NullMarked
package io.ironpost.rules.regex;

import org.jspecify.annotations.NullMarked;
