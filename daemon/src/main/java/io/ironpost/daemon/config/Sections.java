package io.ironpost.daemon.config;

import io.ironpost.core.config.ConfigSchema;
import io.ironpost.core.config.Key;
import io.ironpost.core.config.Kind;
import io.ironpost.core.config.Section;
import io.ironpost.core.config.TextRule;
import io.ironpost.response.config.PolicyFamily;
import io.ironpost.response.config.ResponseKeys;
import java.util.ArrayList;
import java.util.List;

/// The sections of `ironpost.toml`: those of the first Ironpost, key for key, so that its users'
/// files are read unchanged. A module that needs its settings takes its section over.
public final class Sections {
  /// An hour and a day in the units of the keys.
  private static final long HOUR_SECS = 3_600;

  private static final List<String> SEVERITIES =
      List.of("info", "low", "medium", "high", "critical");

  private Sections() {}

  /// All sections there are.
  public static ConfigSchema schema() {
    List<Section> all = new ArrayList<>();
    all.add(GeneralKeys.general());
    all.add(GeneralKeys.metrics());
    all.addAll(EbpfKeys.sections());
    all.addAll(LogPipelineKeys.sections());
    all.add(StorageKeys.storage());
    all.add(container());
    all.add(sbom());
    all.add(RuleKeys.section());
    all.add(AlertKeys.section());
    all.add(StorageKeys.spool());
    all.add(ResponseKeys.SECTION);
    return new ConfigSchema(
        all, List.of(SinkFamily.SINKS, PolicyFamily.POLICIES, EbpfKeys.FILTERS));
  }

  private static Section container() {
    return Keys.section(
        "container",
        "CONTAINER",
        "Containers: policies and isolation.",
        Keys.flag("enabled", false, "Whether containers are guarded."),
        Keys.text(
            "docker_socket", TextRule.PATH, "/var/run/docker.sock", "Docker's or Podman's socket."),
        Keys.whole(
            "poll_interval_secs",
            10,
            1,
            HOUR_SECS,
            "How often the list of containers is compared."),
        Keys.text(
            "policy_path", TextRule.PATH, "/etc/ironpost/policies", "The folder of policies."),
        new Key<>(
            "auto_isolate",
            new Kind.Bool(),
            false,
            "Whether a policy may isolate without asking."));
  }

  private static Section sbom() {
    return Keys.section(
        "sbom",
        "SBOM",
        "Installed software and its known weaknesses.",
        Keys.flag("enabled", false, "Whether software is scanned."),
        Keys.texts(
            "scan_dirs", 1, TextRule.PATH_DOWNWARD, List.of("."), "Folders that are scanned."),
        Keys.whole("vuln_db_update_hours", 24, 1, 8_760, "How often advisories are fetched."),
        Keys.text(
            "vuln_db_path",
            TextRule.PATH,
            "/var/lib/ironpost/vuln-db",
            "Where advisories are kept."),
        Keys.choice("min_severity", "medium", SEVERITIES, "Findings below are left out."),
        Keys.choice(
            "output_format",
            "cyclonedx",
            List.of("cyclonedx", "spdx"),
            "The form of software lists."));
  }
}
