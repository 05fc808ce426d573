-- FreeSWITCH, mod_cdr_sqlite: the table that the module makes when it finds none
-- (signalwire/freeswitch, src/mod/event_handlers/mod_cdr_sqlite/mod_cdr_sqlite.c), and the index
-- that it lacks.
CREATE TABLE cdr (
  caller_id_name VARCHAR,
  caller_id_number VARCHAR,
  destination_number VARCHAR,
  context VARCHAR,
  start_stamp DATETIME,
  answer_stamp DATETIME,
  end_stamp DATETIME,
  duration INTEGER,
  billsec INTEGER,
  hangup_cause VARCHAR,
  uuid VARCHAR,
  bleg_uuid VARCHAR,
  account_code VARCHAR
);
CREATE INDEX cdr_start_stamp ON cdr (start_stamp);
