-- A server in Paris, in the days around 2024-03-31, when 02:00 is followed by 03:00.
SET sql_mode = '';
INSERT INTO cdr (caller_id_number, destination_number, context, start_timestamp, answer_timestamp, end_timestamp, duration, billsec, hangup_cause, uuid, accountcode) VALUES
  ('1000', '33140000001', 'default', '2024-03-30 12:00:00', '2024-03-30 12:00:05', '2024-03-30 12:01:05', 65, 60, 'NORMAL_CLEARING', 'c-01', '100'),
  -- over the jump: 25 s, though an hour and 25 s by the clock
  ('1000', '33140000001', 'default', '2024-03-31 01:59:50', '2024-03-31 01:59:55', '2024-03-31 03:00:15', 25, 20, 'NORMAL_CLEARING', 'c-02', '100'),
  -- unanswered: the answer is the zero date, not NULL
  ('1000', '33140000001', 'default', '2024-03-31 03:00:00', '0000-00-00 00:00:00', '2024-03-31 03:00:03', 3, 0, 'NO_ANSWER', 'c-03', '100'),
  ('1001', '33140000002', 'default', '2024-03-31 23:59:59', '2024-04-01 00:00:01', '2024-04-01 00:00:08', 9, 7, 'NORMAL_CLEARING', 'c-04', 'sales'),
  -- at the end of the window, so outside it
  ('1000', '33140000001', 'default', '2024-04-01 00:00:00', '2024-04-01 00:00:05', '2024-04-01 00:00:15', 15, 10, 'NORMAL_CLEARING', 'c-06', '100'),
  -- two users whose names differ by case, which the table's collation holds equal
  ('1000', 'Alice', 'default', '2024-03-30 13:00:00', '2024-03-30 13:00:01', '2024-03-30 13:00:06', 6, 5, 'NORMAL_CLEARING', 'c-08', '200'),
  ('1000', 'alice', 'default', '2024-03-30 13:05:00', '2024-03-30 13:05:01', '2024-03-30 13:05:07', 7, 6, 'NORMAL_CLEARING', 'c-09', '200');
-- a row of defaults: it began at the zero date, which is in no window
INSERT INTO cdr (uuid) VALUES ('c-05');
