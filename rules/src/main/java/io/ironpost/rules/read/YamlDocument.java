package io.ironpost.rules.read;

import java.util.Optional;

/// One YAML document.
///
/// @param root empty when it is not valid YAML
/// @param flaw why no rule can be made of it: broken syntax, a duplicate key
record YamlDocument(Optional<Yaml> root, Optional<Problem> flaw) {}
