-- Times are microseconds since 1970. Severities count from 0 (informational) to 4 (critical).

CREATE TABLE alerts (
  number bigint PRIMARY KEY,         -- in order of arrival: what belongs to an alert is stored side by side
  id text NOT NULL UNIQUE,           -- the same for the same evidence on every run
  revision integer NOT NULL,         -- the highest that was told; a lower one never overwrites
  phase text NOT NULL,               -- opened, updated, closed
  rule_id text NOT NULL,
  rule_name text NOT NULL,
  title text NOT NULL,
  severity smallint NOT NULL,
  group_key text NOT NULL,           -- who it is about, as repeats fold
  host text NOT NULL,
  trace_id text NOT NULL,
  first_seen bigint NOT NULL,       -- event time; told_at when the log has none
  last_seen bigint NOT NULL,        -- likewise
  has_time smallint NOT NULL,         -- 1 when the log has a time
  told_at bigint NOT NULL,          -- this program's time: what retention goes by
  count bigint NOT NULL,
  silenced_by text NOT NULL,
  acked_by text,
  acked_at bigint,
  ack_note text,
  bytes bigint NOT NULL,            -- estimate of what the alert takes in all tables
  document text NOT NULL             -- native JSON, as it was told
);

-- first_seen is for intervals that alerts overlap: it is then found without reading the rows.
CREATE INDEX alerts_by_time ON alerts (last_seen, number, first_seen);
CREATE INDEX alerts_by_severity ON alerts (severity, last_seen, number);
CREATE INDEX alerts_by_rule ON alerts (rule_id, last_seen, number);
CREATE INDEX alerts_by_rule_name ON alerts (rule_name, last_seen, number);
CREATE INDEX alerts_by_age ON alerts (told_at);

CREATE TABLE entities (
  alert bigint NOT NULL,
  name text NOT NULL,
  value text NOT NULL,
  last_seen bigint NOT NULL,        -- the alert's, so that the index gives the newest first
  PRIMARY KEY (alert, name, value)
);

CREATE INDEX entities_by_value ON entities (name, value, last_seen, alert);

CREATE TABLE evidence (
  alert bigint NOT NULL,
  ordinal integer NOT NULL,          -- from 0, oldest first
  source text NOT NULL,
  line_number bigint NOT NULL,
  byte_offset bigint NOT NULL,
  text text NOT NULL,
  PRIMARY KEY (alert, ordinal)
);

CREATE TABLE techniques (
  alert bigint NOT NULL,
  technique text NOT NULL,
  PRIMARY KEY (alert, technique)
);

-- What was done about it, and how to undo it.
CREATE TABLE actions (
  id text NOT NULL PRIMARY KEY,
  alert_id text NOT NULL,
  kind text NOT NULL,                -- block-address, pause-container, …
  target text NOT NULL,
  mode text NOT NULL,                -- observe, enforce
  state text NOT NULL,
  created bigint NOT NULL,
  expires bigint,
  undone bigint,
  why text NOT NULL
);

CREATE INDEX actions_by_alert ON actions (alert_id);
CREATE INDEX actions_by_time ON actions (created);

-- Known weaknesses of installed software.
CREATE TABLE findings (
  id text NOT NULL PRIMARY KEY,
  advisory text NOT NULL,
  package text NOT NULL,             -- package URL
  location text NOT NULL,
  severity smallint NOT NULL,
  fixed_in text NOT NULL,            -- empty when no version is
  first_found bigint NOT NULL,
  last_found bigint NOT NULL,
  gone bigint,
  document text NOT NULL
);

CREATE INDEX findings_by_package ON findings (package);

CREATE TABLE containers (
  id text NOT NULL PRIMARY KEY,
  name text NOT NULL,
  image text NOT NULL,
  state text NOT NULL,
  first_seen bigint NOT NULL,
  last_seen bigint NOT NULL,
  document text NOT NULL
);

-- Up to where each reader of a spool has come; written with the rows that it read.
CREATE TABLE spool_cursor (
  reader text NOT NULL PRIMARY KEY,
  sequence bigint NOT NULL
);

CREATE TABLE meta (
  name text NOT NULL PRIMARY KEY,
  value bigint NOT NULL
);

INSERT INTO meta (name, value) VALUES ('stored_bytes', 0);
INSERT INTO meta (name, value) VALUES ('last_number', 0);
