/// Rules compiled so that the cost of a quiet event hardly depends on how many there are.
///
/// Every rule is reduced to a *cover*: a few literals of which at least one must occur in any event
/// that the rule matches. The covers of all rules go into one index per field; only a rule whose
/// cover was touched is evaluated. `docs/adr/0010-rule-index.md` has the reasons and the figures.
@NullMarked
package io.ironpost.rules.match;

import org.jspecify.annotations.NullMarked;
