package io.ironpost.rules.read;

import io.ironpost.rules.read.Modifier.Role;
import io.ironpost.rules.read.Yaml.Scalar;
import java.util.List;
import java.util.Optional;

/// The left side of a detection item: `field|modifier|modifier`, checked.
///
/// @param field empty for keywords
record FieldKey(Scalar key, String field, List<Modifier> modifiers) {
  static final String KEYWORDS = "";

  boolean has(Modifier modifier) {
    return modifiers.contains(modifier);
  }

  boolean has(Role role) {
    return first(role).isPresent();
  }

  Optional<Modifier> first(Role role) {
    for (Modifier modifier : modifiers) {
      if (modifier.role() == role) {
        return Optional.of(modifier);
      }
    }
    return Optional.empty();
  }

  boolean isKeyword() {
    return field.isEmpty();
  }

  Span span() {
    return key.span();
  }
}
