package io.ironpost.rules.read;

import io.ironpost.rules.model.CorrelationRule;
import io.ironpost.rules.read.Draft.Reference;
import java.util.List;

/// What a correlation asks for, and of which rules: a formula may name rules that `rules` leaves
/// out.
record CorrelationCondition(CorrelationRule.Condition condition, List<Reference> references) {}
