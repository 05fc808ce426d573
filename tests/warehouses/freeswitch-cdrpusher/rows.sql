-- Stamps have nanoseconds, fewer digits, or none. Numbers are as people write them. The generator
-- of such files leaves the cause's name empty and gives any number to any call.
INSERT INTO cdr (caller_id_name, caller_id_number, destination_number, start_stamp, answer_stamp, end_stamp, duration, billsec, hangup_cause_q850, uuid, account_code) VALUES
  -- a nanosecond before the window; at its start, without digits, with zeros, a nanosecond later
  ('Ada North', '212-555-0101', '212-555-0188 x77', '2015-04-09 23:59:59.999999999', '2015-04-10 00:00:04.999999999', '2015-04-10 00:00:09.999999999', 10, 5, 16, 'c-02', '2001'),
  ('Ada North', '212-555-0101', '212-555-0188 x77', '2015-04-10 00:00:00', '2015-04-10 00:00:05', '2015-04-10 00:00:20', 20, 15, 16, 'c-01', '2001'),
  ('Ada North', '212-555-0101', '212-555-0188 x77', '2015-04-10 00:00:00.000000000', '2015-04-10 00:00:05', '2015-04-10 00:00:10', 10, 5, 16, 'c-06', '2001'),
  ('Bo Ek', '(212)555-0102', '212.555.0190', '2015-04-10 00:00:00.000000001', '2015-04-10 00:00:00.000000001', '2015-04-10 00:00:12.000000001', 12, 0, 17, 'c-03', ''),
  -- half a second past noon, and a nanosecond before that
  ('Bo Ek', '(212)555-0102', '212.555.0190', '2015-04-10 12:00:00.5', '2015-04-10 12:00:04.5', '2015-04-10 12:00:08.5', 8, 4, 16, 'c-07', ''),
  ('Bo Ek', '(212)555-0102', '212.555.0190', '2015-04-10 12:00:00.499999999', '2015-04-10 12:00:00.499999999', '2015-04-10 12:00:09.499999999', 9, 0, 19, 'c-08', ''),
  -- 0 is the default: no cause
  ('Bo Ek', '(212)555-0102', '212.555.0190', '2015-04-10 13:00:00.25', '2015-04-10 13:00:00.25', '2015-04-10 13:00:03.25', 3, 0, 0, 'c-09', ''),
  -- the last nanosecond of the window, answered with a cause that says otherwise; and its end
  ('Ada North', '212-555-0101', '212-555-0188', '2015-04-10 23:59:59.999999999', '2015-04-11 00:00:09.999999999', '2015-04-11 00:04:48.999999999', 289, 279, 18, 'c-04', '2001'),
  ('Ada North', '212-555-0101', '212-555-0188', '2015-04-11 00:00:00.000000000', '2015-04-11 00:00:05', '2015-04-11 00:00:10', 10, 5, 16, 'c-05', '2001');
