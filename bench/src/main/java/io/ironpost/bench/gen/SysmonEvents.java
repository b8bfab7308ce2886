package io.ironpost.bench.gen;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/// Makes Sysmon events: the everyday ones of an office, and the others.
final class SysmonEvents {
  private static final String SHELL = "C:\\Windows\\explorer.exe";
  private static final String SERVICES = "C:\\Windows\\System32\\services.exe";

  /// A program as it is started every day: nothing of it is a rule's business.
  private record Program(String image, String flags, String parent) {}

  private static final List<Program> PROGRAMS =
      List.of(
          new Program(
              "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
              "-contentproc --channel=%d -parentBuildID 20260301",
              "C:\\Program Files\\Mozilla Firefox\\firefox.exe"),
          new Program(
              "C:\\Program Files\\Microsoft Office\\root\\Office16\\EXCEL.EXE",
              "/dde /recent:%d",
              SHELL),
          new Program(
              "C:\\Program Files\\Git\\cmd\\git.exe",
              "status --short --branch --ahead=%d",
              "C:\\Program Files\\Editor\\editor.exe"),
          new Program("C:\\Program Files\\7-Zip\\7zFM.exe", "C:\\Data\\archive-%d.zip", SHELL),
          new Program("C:\\Windows\\System32\\svchost.exe", "-k netsvcs -p -s Sch%d", SERVICES),
          new Program("C:\\Windows\\System32\\SearchIndexer.exe", "/Embedding /s:%d", SERVICES),
          new Program("C:\\Windows\\System32\\spoolsv.exe", "/session:%d", SERVICES),
          new Program(
              "C:\\Program Files\\Chat\\chat.exe",
              "--type=renderer --lang=en-US --num-raster-threads=%d",
              "C:\\Program Files\\Chat\\chat.exe"));

  private static final List<String> USERS =
      List.of("CORP\\alice", "CORP\\bob", "NT AUTHORITY\\SYSTEM", "NT AUTHORITY\\LOCAL SERVICE");

  private final SplittableRandom random;
  private final Instant start;

  SysmonEvents(SplittableRandom random, Instant start) {
    this.random = random;
    this.start = start;
  }

  CharSequence quiet(int number) {
    Instant at = start.plusMillis(number * 10L);
    Program everyday = PROGRAMS.get(random.nextInt(PROGRAMS.size()));
    String program = everyday.image();
    return switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4 -> file(at, program, quietFile());
      case 5, 6, 7, 8 -> connection(at, program, "10.0.4." + (1 + random.nextInt(250)), 443);
      case 9, 10, 11 ->
          registry(at, program, quietKey(), "DWORD (0x0000000%d)".formatted(number % 9));
      default -> process(at, program, command(everyday), everyday.parent());
    };
  }

  CharSequence malicious(int number, Mischief what) {
    Instant at = start.plusMillis(number * 10L);
    return switch (what.category()) {
      case "file_event" -> file(at, what.image(), what.detail());
      case "registry_set" -> registry(at, what.image(), what.detail(), what.parent());
      case "network_connection" ->
          connection(at, what.image(), what.detail(), Integer.parseInt(what.parent()));
      default -> process(at, what.image(), what.detail(), what.parent());
    };
  }

  private String command(Program program) {
    return "\"" + program.image() + "\" " + program.flags().formatted(random.nextInt(100_000));
  }

  private String quietFile() {
    return "C:\\Users\\alice\\AppData\\Local\\Temp\\%08x\\report-%d.tmp"
        .formatted(random.nextInt(), random.nextInt(1_000));
  }

  private String quietKey() {
    return "HKU\\S-1-5-21-1004336348-%d\\Software\\Acme\\Viewer\\Recent\\Item%d"
        .formatted(1_000 + random.nextInt(8_000), random.nextInt(50));
  }

  private CharSequence process(Instant at, String image, String command, String parent) {
    return event(1, "process_creation", at, image)
        .text("CommandLine", command)
        .text("OriginalFileName", image.substring(image.lastIndexOf('\\') + 1))
        .text("IntegrityLevel", "Medium")
        .text("CurrentDirectory", "C:\\")
        .text("LogonId", "0x%x".formatted(random.nextInt(0xfffff)))
        .hashes()
        .text("ParentImage", parent)
        .text("ParentCommandLine", parent.substring(parent.lastIndexOf('\\') + 1) + " -Embedding")
        .number("ParentProcessId", random.nextInt(60_000))
        .guid("ParentProcessGuid")
        .line();
  }

  private CharSequence file(Instant at, String image, String target) {
    return event(11, "file_event", at, image)
        .text("TargetFilename", target)
        .text("CreationUtcTime", at.toString())
        .text("RuleName", "technique_id=none,technique_name=none")
        .text("Company", "Example Software Corporation")
        .text("Description", "Everyday program of an office")
        .text("FileVersion", "10.0.22621." + random.nextInt(4_000))
        .hashes()
        .number("Size", random.nextInt(1 << 24))
        .guid("FileGuid")
        .number("SessionId", random.nextInt(9))
        .line();
  }

  private CharSequence connection(Instant at, String image, String address, int port) {
    return event(3, "network_connection", at, image)
        .text("Protocol", "tcp")
        .text("Initiated", "true")
        .text("SourceIp", "10.0.3." + (1 + random.nextInt(250)))
        .text("SourceHostname", "ws-%04d.corp".formatted(random.nextInt(4_000)))
        .number("SourcePort", 49_152 + random.nextInt(16_000))
        .text("DestinationIp", address)
        .text("DestinationHostname", "srv-%03d.corp".formatted(random.nextInt(400)))
        .number("DestinationPort", port)
        .text("DestinationIsIpv6", "false")
        .hashes()
        .line();
  }

  private CharSequence registry(Instant at, String image, String key, String value) {
    return event(13, "registry_set", at, image)
        .text("EventType", "SetValue")
        .text("TargetObject", key)
        .text("Details", value)
        .text("RuleName", "technique_id=none,technique_name=none")
        .text("Company", "Example Software Corporation")
        .text("Description", "Everyday program of an office")
        .text("FileVersion", "10.0.22621." + random.nextInt(4_000))
        .hashes()
        .guid("KeyGuid")
        .number("SessionId", random.nextInt(9))
        .line();
  }

  /// The ten fields that all have.
  private WindowsEvent event(int id, String category, Instant at, String image) {
    return new WindowsEvent(random, id, category, at)
        .text("Image", image)
        .number("ProcessId", random.nextInt(60_000))
        .guid("ProcessGuid")
        .text("User", pick(USERS));
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
