package io.ironpost.logs.live;

import io.ironpost.logs.pipeline.ParserSource;

/// What the workers work with; a reload makes the next generation.
record Setup(int generation, ParserSource parsers) {
  Setup next(ParserSource others) {
    return new Setup(generation + 1, others);
  }
}
