-- mod_cdr_sqlite told to write both legs: each names the other.
CREATE TABLE cdr (caller_id_name VARCHAR, caller_id_number VARCHAR, destination_number VARCHAR,
  context VARCHAR, start_stamp DATETIME, answer_stamp DATETIME, end_stamp DATETIME,
  duration INTEGER, billsec INTEGER, hangup_cause VARCHAR, uuid VARCHAR, bleg_uuid VARCHAR,
  account_code VARCHAR);
INSERT INTO cdr VALUES
 ('a', '100', '200', 'default', '2026-01-05 10:00:00', '2026-01-05 10:00:05', '2026-01-05 10:01:00', 60, 55, 'NORMAL_CLEARING', 'a1', 'b1', ''),
 ('a', '100', '200', 'default', '2026-01-05 10:00:01', '2026-01-05 10:00:05', '2026-01-05 10:01:00', 59, 55, 'NORMAL_CLEARING', 'b1', 'a1', '');
