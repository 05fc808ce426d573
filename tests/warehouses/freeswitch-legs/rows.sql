-- Both legs in one table (`legs = "ab"`). A caller's row names the called leg in bleg_uuid; a called
-- leg's row names none, and neither does a caller's row without a called leg.
INSERT INTO cdr (
  local_ip_v4, caller_id_number, destination_number, context, start_stamp, answer_stamp, end_stamp,
  duration, billsec, hangup_cause, uuid, bleg_uuid, accountcode, sip_hangup_disposition)
SELECT
  '192.0.2.1', caller, callee, 'default', began,
  CASE WHEN talk IS NOT NULL THEN began + wait * INTERVAL '1 second' END,
  began + (wait + COALESCE(talk, 0)) * INTERVAL '1 second',
  wait + COALESCE(talk, 0), COALESCE(talk, 0),
  cause, CAST('c0000000-0000-0000-0000-0000000000' || n AS uuid),
  CAST('c0000000-0000-0000-0000-0000000000' || other AS uuid), account, hangup
FROM (VALUES
  -- answered, the legs a second apart; the caller hung up
  ('01', TIMESTAMPTZ '2024-05-06 08:00:00+00', 10, 30, '02', '1000', '33140000001', 'NORMAL_CLEARING', '100', 'recv_bye'),
  ('02', '2024-05-06 08:00:01+00', 9, 30, NULL, '1000', '33140000001', 'NORMAL_CLEARING', NULL, 'send_bye'),
  -- cancelled while it rang; both legs began in the same second
  ('03', '2024-05-06 08:05:00+00', 20, NULL, '04', '1000', '33140000002', 'ORIGINATOR_CANCEL', '100', 'recv_cancel'),
  ('04', '2024-05-06 08:05:00+00', 20, NULL, NULL, '1000', '33140000002', 'ORIGINATOR_CANCEL', NULL, 'send_cancel'),
  -- a caller's leg that had no called one
  ('05', '2024-05-06 08:10:00+00', 0, NULL, NULL, '1001', '1009', 'USER_NOT_REGISTERED', '200', NULL),
  -- two phones rang, one lost the race; the called party then transferred the caller away
  ('06', '2024-05-06 08:20:00+00', 5, 100, '07', '447700900001', '600', 'NORMAL_CLEARING', '300', 'send_bye'),
  ('07', '2024-05-06 08:20:00+00', 5, 40, NULL, '447700900001', '1001', 'BLIND_TRANSFER', NULL, 'recv_bye'),
  ('08', '2024-05-06 08:20:00+00', 5, NULL, NULL, '447700900001', '1002', 'LOSE_RACE', NULL, 'send_cancel'),
  -- an announcement answered the caller, the called leg was busy: the caller's leg is the call
  ('09', '2024-05-06 08:30:00+00', 1, 12, '10', '447700900002', '601', 'NORMAL_CLEARING', '300', 'send_bye'),
  ('10', '2024-05-06 08:30:05+00', 3, NULL, NULL, '447700900002', '1003', 'USER_BUSY', NULL, 'recv_refuse'),
  -- hung up in the second of its answer: only the called leg's clock has a billable second
  ('15', '2024-05-06 08:40:00+00', 3, 0, '16', '1000', '33140000003', 'NORMAL_CLEARING', '100', 'recv_bye'),
  ('16', '2024-05-06 08:40:00+00', 2, 1, NULL, '1000', '33140000003', 'NORMAL_CLEARING', NULL, 'send_bye'),
  -- its legs on both sides of the window's end: the call belongs to where it began
  ('11', '2024-05-06 23:59:59+00', 4, 6, '12', '1000', '33140000001', 'NORMAL_CLEARING', '100', 'recv_bye'),
  ('12', '2024-05-07 00:00:00+00', 3, 6, NULL, '1000', '33140000001', 'NORMAL_CLEARING', NULL, 'send_bye'),
  -- and on both sides of its start: not in it, though the called leg began in it
  ('13', '2024-05-05 23:59:59+00', 4, 7, '14', '1000', '33140000001', 'NORMAL_CLEARING', '100', 'recv_bye'),
  ('14', '2024-05-06 00:00:00+00', 3, 7, NULL, '1000', '33140000001', 'NORMAL_CLEARING', NULL, 'send_bye')
) AS r (n, began, wait, talk, other, caller, callee, cause, account, hangup);
