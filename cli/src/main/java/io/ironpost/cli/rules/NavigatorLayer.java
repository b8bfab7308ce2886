package io.ironpost.cli.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Coverage as a layer of the ATT&CK Navigator, format 4.5 (mitre-attack/attack-navigator,
/// `layers/LAYERFORMATv4_5.md`): the score of a technique is the number of its rules.
final class NavigatorLayer {
  private NavigatorLayer() {}

  static Map<String, Object> of(Coverage coverage) {
    int most = coverage.techniques().stream().mapToInt(c -> c.titles().size()).max().orElse(1);
    Map<String, Object> layer = new LinkedHashMap<>();
    layer.put("name", "Ironpost");
    layer.put("versions", Map.of("layer", "4.5"));
    layer.put("domain", "enterprise-attack");
    layer.put("description", coverage.rules() + " rules; the score is the number of rules");
    layer.put("techniques", coverage.techniques().stream().map(NavigatorLayer::technique).toList());
    layer.put("gradient", gradient(most));
    layer.put("showTacticRowBackground", false);
    layer.put("selectSubtechniquesWithParent", false);
    return layer;
  }

  private static Map<String, Object> technique(Coverage.Covered covered) {
    Map<String, Object> technique = new LinkedHashMap<>();
    technique.put("techniqueID", covered.technique().id());
    technique.put("score", covered.titles().size());
    technique.put("comment", String.join("\n", covered.titles()));
    technique.put("enabled", true);
    technique.put("showSubtechniques", true);
    technique.put("metadata", List.of(metadata("worst severity", covered.worst().word())));
    return technique;
  }

  private static Map<String, Object> metadata(String name, String value) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", name);
    entry.put("value", value);
    return entry;
  }

  private static Map<String, Object> gradient(int most) {
    Map<String, Object> gradient = new LinkedHashMap<>();
    gradient.put("colors", List.of("#ffffff", "#8ec843"));
    gradient.put("minValue", 0);
    gradient.put("maxValue", most);
    return gradient;
  }
}
