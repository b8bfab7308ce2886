package io.ironpost.rules.read;

import io.ironpost.rules.read.Yaml.Mapping;
import java.util.Optional;

/// One rule, correlation or filter of a file.
///
/// @param ordinal its number among the documents of the file, from 0
/// @param idUse how many documents before it got the same id from the same `action: global`
/// @param flaw what its YAML has already shown to be wrong
record RuleDocument(Mapping root, int ordinal, int idUse, Optional<Problem> flaw) {}
