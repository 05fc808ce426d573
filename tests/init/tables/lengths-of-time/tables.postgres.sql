-- Durations by the engine's own type for them.
CREATE TABLE call_record (id int PRIMARY KEY, start_time timestamptz NOT NULL, caller text,
  called_number text, call_duration interval, talk_time interval, hangup_cause int);
INSERT INTO call_record VALUES
 (1, '2025-03-01 10:00:00+00', '301', '302', '00:01:10', '00:01:01', 16),
 (2, '2025-03-01 10:01:00+00', '301', '303', '00:00:20', '00:00:00', 17),
 (3, '2025-03-01 10:02:00+00', '304', '302', '101:00:05', '101:00:00', 16);
