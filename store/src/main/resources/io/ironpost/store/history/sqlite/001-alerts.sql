-- Times are microseconds since 1970. Severities count from 0 (informational) to 4 (critical).

CREATE TABLE alerts (
  number INTEGER PRIMARY KEY,        -- in order of arrival: what belongs to an alert is stored side by side
  id TEXT NOT NULL UNIQUE,           -- the same for the same evidence on every run
  revision INTEGER NOT NULL,         -- the highest that was told; a lower one never overwrites
  phase TEXT NOT NULL,               -- opened, updated, closed
  rule_id TEXT NOT NULL,
  rule_name TEXT NOT NULL,
  title TEXT NOT NULL,
  severity INTEGER NOT NULL,
  group_key TEXT NOT NULL,           -- who it is about, as repeats fold
  host TEXT NOT NULL,
  trace_id TEXT NOT NULL,
  first_seen INTEGER NOT NULL,       -- event time; told_at when the log has none
  last_seen INTEGER NOT NULL,        -- likewise
  has_time INTEGER NOT NULL,         -- 1 when the log has a time
  told_at INTEGER NOT NULL,          -- this program's time: what retention goes by
  count INTEGER NOT NULL,
  silenced_by TEXT NOT NULL,
  acked_by TEXT,
  acked_at INTEGER,
  ack_note TEXT,
  bytes INTEGER NOT NULL,            -- estimate of what the alert takes in all tables
  document TEXT NOT NULL             -- native JSON, as it was told
);

-- The number is part of every index as the row's id.
-- first_seen is for intervals that alerts overlap: it is then found without reading the rows.
CREATE INDEX alerts_by_time ON alerts (last_seen, number, first_seen);
CREATE INDEX alerts_by_severity ON alerts (severity, last_seen);
CREATE INDEX alerts_by_rule ON alerts (rule_id, last_seen);
CREATE INDEX alerts_by_rule_name ON alerts (rule_name, last_seen);
CREATE INDEX alerts_by_age ON alerts (told_at);

CREATE TABLE entities (
  alert INTEGER NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  last_seen INTEGER NOT NULL,        -- the alert's, so that the index gives the newest first
  PRIMARY KEY (alert, name, value)
) WITHOUT ROWID;

CREATE INDEX entities_by_value ON entities (name, value, last_seen, alert);

CREATE TABLE evidence (
  alert INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,          -- from 0, oldest first
  source TEXT NOT NULL,
  line_number INTEGER NOT NULL,
  byte_offset INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (alert, ordinal)
);

CREATE TABLE techniques (
  alert INTEGER NOT NULL,
  technique TEXT NOT NULL,
  PRIMARY KEY (alert, technique)
) WITHOUT ROWID;

-- What was done about it, and how to undo it.
CREATE TABLE actions (
  id TEXT NOT NULL PRIMARY KEY,
  alert_id TEXT NOT NULL,
  kind TEXT NOT NULL,                -- block-address, pause-container, …
  target TEXT NOT NULL,
  mode TEXT NOT NULL,                -- observe, enforce
  state TEXT NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER,
  undone INTEGER,
  why TEXT NOT NULL
);

CREATE INDEX actions_by_alert ON actions (alert_id);
CREATE INDEX actions_by_time ON actions (created);

-- Known weaknesses of installed software.
CREATE TABLE findings (
  id TEXT NOT NULL PRIMARY KEY,
  advisory TEXT NOT NULL,
  package TEXT NOT NULL,             -- package URL
  location TEXT NOT NULL,
  severity INTEGER NOT NULL,
  fixed_in TEXT NOT NULL,            -- empty when no version is
  first_found INTEGER NOT NULL,
  last_found INTEGER NOT NULL,
  gone INTEGER,
  document TEXT NOT NULL
);

CREATE INDEX findings_by_package ON findings (package);

CREATE TABLE containers (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  image TEXT NOT NULL,
  state TEXT NOT NULL,
  first_seen INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  document TEXT NOT NULL
);

-- Up to where each reader of a spool has come; written with the rows that it read.
CREATE TABLE spool_cursor (
  reader TEXT NOT NULL PRIMARY KEY,
  sequence INTEGER NOT NULL
);

CREATE TABLE meta (
  name TEXT NOT NULL PRIMARY KEY,
  value INTEGER NOT NULL
);

INSERT INTO meta (name, value) VALUES ('stored_bytes', 0);
INSERT INTO meta (name, value) VALUES ('last_number', 0);
