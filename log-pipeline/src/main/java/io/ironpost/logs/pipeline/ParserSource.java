package io.ironpost.logs.pipeline;

import io.ironpost.core.parse.LogParser;

/// Makes the parser for a source; each thread that works on the source gets its own.
@FunctionalInterface
public interface ParserSource {
  LogParser parserFor(String source);
}
