package io.ironpost.logs.audit;

import io.ironpost.logs.text.Ascii;
import java.util.List;

/// What a record's type says about the event (include/uapi/linux/audit.h, and audit's own
/// audit-records.h): numbers below 1300 and from 2100 come from user space, one record each.
final class AuditTypes {
  private static final List<String> ALONE =
      List.of(
          "USER",
          "CRED_",
          "SERVICE_",
          "DAEMON_",
          "LOGIN",
          "CRYPTO_",
          "SYSTEM_",
          "ADD_",
          "DEL_",
          "GRP_",
          "ROLE_",
          "VIRT_",
          "LABEL_",
          "ACCT_",
          "CHGRP_ID",
          "CHUSER_ID",
          "RESP_",
          "TEST",
          "TRUSTED_APP",
          "SOFTWARE_UPDATE",
          "ANOM_LOGIN",
          "ANOM_ROOT",
          "ANOM_EXEC",
          "FS_RELABEL",
          "USYS_CONFIG",
          "MAC_CHECK",
          "DEV_");

  private AuditTypes() {}

  static boolean isAlone(byte[] line, int start, int end) {
    for (String prefix : ALONE) {
      if (Ascii.standsAt(line, start, end, prefix)) {
        return true;
      }
    }
    return false;
  }

  static boolean isEnd(byte[] line, int start, int end) {
    return AuditText.is(line, start, end, "EOE");
  }

  /// Whether nothing of the event comes after this record.
  static boolean isLast(byte[] line, int start, int end) {
    return isEnd(line, start, end) || AuditText.is(line, start, end, "PROCTITLE");
  }
}
