CREATE TABLE cdrs (
  id bigint PRIMARY KEY,
  start_at datetime(6) NOT NULL,
  user_id integer,
  call_status varchar(255),
  hangup varchar(255),
  destination varchar(255),
  caller_id varchar(255),
  q850 varchar(255),
  extension varchar(255),
  transfer_to varchar(255),
  conference_to varchar(255),
  trunk varchar(255),
  sip_status integer,
  trunk_id integer,
  call_type integer,
  duration integer NOT NULL,
  bill_duration integer NOT NULL,
  transfer_duration integer,
  conference_duration integer,
  agent_duration integer,
  cost decimal(14, 6),
  transfer_cost decimal(14, 6),
  conference_cost decimal(14, 6)
);

CREATE INDEX cdrs_start_at ON cdrs (start_at);

CREATE INDEX cdrs_destination ON cdrs (destination);
