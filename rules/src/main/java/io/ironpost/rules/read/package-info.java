/// From rule files to rules: Sigma 2.1 and the short form, every mistake with its place.
///
/// The path of one file: [RuleReader] → `Source` (text and positions) → `YamlReader` (nodes) →
/// `RuleDocuments` (which kind each document is) → one reader per kind → `Draft` → `References`
/// (names become ids, filters are applied). [RuleLoader] does the last step over all files at once.
@NullMarked
package io.ironpost.rules.read;

import org.jspecify.annotations.NullMarked;
