-- `wait` is the seconds to the answer or to the end; `talk` is NULL where nobody answered. The
-- module writes NULL for every channel variable that is not set: answer_stamp of such calls.
INSERT INTO cdr (
  local_ip_v4, caller_id_number, destination_number, context, start_stamp, answer_stamp, end_stamp,
  duration, billsec, hangup_cause, uuid, accountcode, sip_hangup_disposition)
SELECT
  '192.0.2.1', caller, callee, context, began,
  CASE WHEN talk IS NOT NULL THEN began + wait * INTERVAL '1 second' END,
  began + (wait + COALESCE(talk, 0)) * INTERVAL '1 second',
  wait + COALESCE(talk, 0), COALESCE(talk, 0),
  cause, CAST('c0000000-0000-0000-0000-0000000000' || n AS uuid), account, hangup
FROM (VALUES
  -- answered; cancelled, which Q.850 calls 16; busy; no response
  ('01', TIMESTAMPTZ '2024-03-25 08:00:00+00', 10, 30, '1000', '33140000001', 'default', 'NORMAL_CLEARING', '100', 'recv_bye'),
  ('02', '2024-03-25 08:05:00+00', 20, NULL, '1000', '33140000001', 'default', 'ORIGINATOR_CANCEL', '100', 'recv_cancel'),
  ('03', '2024-03-25 08:10:00+00', 4, NULL, '1001', '33140000002', 'default', 'USER_BUSY', '200', 'recv_refuse'),
  ('04', '2024-03-25 08:20:00+00', 30, NULL, '1001', '33140000002', 'default', 'NO_USER_RESPONSE', '200', NULL),
  -- ended by a time limit, answered though the cause is not NORMAL_CLEARING
  ('05', '2024-03-25 09:00:00+00', 6, 600, '1000', '33140000003', 'default', 'ALLOTTED_TIMEOUT', '100', 'send_bye'),
  -- answered and hung up in one second: an answer_stamp, but no billable second
  ('06', '2024-03-25 09:30:00+00', 7, 0, '1000', '33140000003', 'default', 'NORMAL_CLEARING', '100', 'recv_bye'),
  -- an account code that is a name, and none
  ('07', '2024-03-25 10:00:00+00', 3, 40, '447700900001', '600', 'public', 'NORMAL_CLEARING', 'sales', 'recv_bye'),
  ('08', '2024-03-25 10:10:00+00', 1, NULL, '447700900002', '601', 'public', 'UNALLOCATED_NUMBER', NULL, NULL),
  -- 45 in FreeSWITCH (8 in Asterisk)
  ('09', '2024-03-25 10:20:00+00', 2, NULL, '447700900002', '602', 'public', 'PRE_EMPTED', NULL, 'send_refuse'),
  -- not a cause of Q.850; no cause at all
  ('10', '2024-03-25 10:30:00+00', 0, NULL, '1001', '1005', 'default', 'USER_NOT_REGISTERED', '200', NULL),
  ('11', '2024-03-25 10:40:00+00', 5, NULL, '1001', '1006', 'default', 'NONE', '200', NULL),
  -- a second before and at the jump from 02:00 to 03:00 in Paris
  ('12', '2024-03-31 00:59:59+00', 3, 20, '1000', '33140000001', 'default', 'NORMAL_CLEARING', '100', 'recv_bye'),
  ('13', '2024-03-31 01:00:00+00', 3, 25, '1000', '33140000001', 'default', 'NORMAL_CLEARING', '100', 'recv_bye'),
  -- at the end of the window, so outside it
  ('14', '2024-04-01 00:00:00+00', 3, 10, '1000', '33140000001', 'default', 'NORMAL_CLEARING', '100', 'recv_bye')
) AS r (n, began, wait, talk, caller, callee, context, cause, account, hangup);
