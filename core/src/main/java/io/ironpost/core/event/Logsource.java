package io.ironpost.core.event;

import java.util.List;

/// What kind of log a record comes from, in Sigma's three words. An empty word means "not said".
///
/// A record can belong to several services at once, the narrowest first: a line of sshd is also one
/// of `auth` and of `syslog`, and rules are written for each.
///
/// Instances come from [Logsources], so that equal ones are the same object and carry a small id.
public final class Logsource {
  private final int id;
  private final String product;
  private final String category;
  private final List<String> services;

  Logsource(int id, String product, String category, List<String> services) {
    this.id = id;
    this.product = product;
    this.category = category;
    this.services = services;
  }

  /// A small number, unique within one [Logsources]; 0 is the logsource that says nothing.
  public int id() {
    return id;
  }

  public String product() {
    return product;
  }

  public String category() {
    return category;
  }

  /// The services, narrowest first; empty when not said.
  public List<String> services() {
    return services;
  }

  /// Whether a rule for (product, category, service) can concern this record: it cannot when both
  /// sides say a word and the words differ (Sigma's independent engines agree on this reading).
  public boolean admits(String ruleProduct, String ruleCategory, String ruleService) {
    return productsAgree(product, ruleProduct)
        && categoriesAgree(category, ruleCategory)
        && (services.isEmpty() || ruleService.isEmpty() || services.contains(ruleService));
  }

  /// The same for the product alone.
  public static boolean productsAgree(String mine, String theirs) {
    return agree(mine, theirs);
  }

  /// The same for the category alone. `registry_event` is Sigma's name for all of Sysmon's events
  /// 12, 13 and 14, which also have names of their own.
  public static boolean categoriesAgree(String mine, String theirs) {
    return agree(mine, theirs) || theirs.equals("registry_event") && mine.startsWith("registry_");
  }

  private static boolean agree(String mine, String theirs) {
    return mine.isEmpty() || theirs.isEmpty() || mine.equals(theirs);
  }

  @Override
  public String toString() {
    return "product="
        + product
        + " category="
        + category
        + " service="
        + String.join(",", services);
  }
}
