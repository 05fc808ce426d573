-- A server in Paris: stamps are its local time, durations are differences of instants. The channel
-- variables of the template that are not set are empty texts.
INSERT INTO cdr VALUES
  -- a second before the window, and at its start
  ('', '1000', '33140000001', 'default', '2024-10-25 23:59:59', '2024-10-26 00:00:04', '2024-10-26 00:00:14', 15, 10, 'NORMAL_CLEARING', 'c-02', 'b-02', '100'),
  ('', '1000', '33140000001', 'default', '2024-10-26 00:00:00', '2024-10-26 00:00:05', '2024-10-26 00:00:15', 15, 10, 'NORMAL_CLEARING', 'c-01', 'b-01', '100'),
  -- from 02:50 summer time for half an hour: it ends, by the clock, before it began
  ('', '1000', '33140000001', 'default', '2024-10-27 02:50:00', '2024-10-27 02:50:10', '2024-10-27 02:20:10', 1810, 1800, 'NORMAL_CLEARING', 'c-03', 'b-03', '100'),
  -- 02:30 summer time, and an hour later 02:30 winter time
  ('', '1000', '33140000001', 'default', '2024-10-27 02:30:00', '2024-10-27 02:30:05', '2024-10-27 02:30:25', 25, 20, 'NORMAL_CLEARING', 'c-04', 'b-04', '100'),
  ('', '1000', '33140000001', 'default', '2024-10-27 02:30:00', '2024-10-27 02:30:05', '2024-10-27 02:30:30', 30, 25, 'NORMAL_CLEARING', 'c-05', 'b-05', '100'),
  -- unanswered: answer_stamp is empty, not NULL; no account code, and one that is a name
  ('', '1001', '33140000002', 'default', '2024-10-27 03:10:00', '', '2024-10-27 03:10:04', 4, 0, 'USER_BUSY', 'c-06', '', ''),
  ('', '1001', '33140000002', 'default', '2024-10-27 23:59:59', '', '2024-10-28 00:00:02', 3, 0, 'ORIGINATOR_CANCEL', 'c-07', '', 'sales'),
  -- at the end of the window, so outside it
  ('', '1000', '33140000001', 'default', '2024-10-28 00:00:00', '2024-10-28 00:00:05', '2024-10-28 00:00:15', 15, 10, 'NORMAL_CLEARING', 'c-08', 'b-08', '100');
