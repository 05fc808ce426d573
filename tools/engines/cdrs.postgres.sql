CREATE TABLE cdrs (
  id bigint PRIMARY KEY,
  start_at timestamp NOT NULL,
  user_id integer,
  call_status text,
  hangup text,
  destination text,
  caller_id text,
  q850 text,
  extension text,
  transfer_to text,
  conference_to text,
  trunk text,
  sip_status integer,
  trunk_id integer,
  call_type integer,
  duration integer NOT NULL,
  bill_duration integer NOT NULL,
  transfer_duration integer,
  conference_duration integer,
  agent_duration integer,
  cost numeric(14, 6),
  transfer_cost numeric(14, 6),
  conference_cost numeric(14, 6)
);

CREATE INDEX cdrs_start_at ON cdrs (start_at);

CREATE INDEX cdrs_destination ON cdrs (destination);
