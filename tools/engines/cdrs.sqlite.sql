CREATE TABLE cdrs (
  id INTEGER PRIMARY KEY,
  start_at TEXT NOT NULL,
  user_id INTEGER,
  call_status TEXT,
  hangup TEXT,
  destination TEXT,
  caller_id TEXT,
  q850 TEXT,
  extension TEXT,
  transfer_to TEXT,
  conference_to TEXT,
  trunk TEXT,
  sip_status INTEGER,
  trunk_id INTEGER,
  call_type INTEGER,
  duration INTEGER NOT NULL,
  bill_duration INTEGER NOT NULL,
  transfer_duration INTEGER,
  conference_duration INTEGER,
  agent_duration INTEGER,
  cost NUMERIC,
  transfer_cost NUMERIC,
  conference_cost NUMERIC
);

CREATE INDEX cdrs_start_at ON cdrs (start_at);

CREATE INDEX cdrs_destination ON cdrs (destination);
