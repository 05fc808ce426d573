-- Two tenants with an extension 1001 each.
INSERT INTO v_domains (domain_uuid, domain_name, domain_enabled) VALUES
  ('d0000000-0000-0000-0000-000000000001', 'acme.example', TRUE),
  ('d0000000-0000-0000-0000-000000000002', 'globex.example', TRUE);
INSERT INTO v_extensions (extension_uuid, domain_uuid, extension, enabled) VALUES
  ('e0000000-0000-0000-0000-000000000001', 'd0000000-0000-0000-0000-000000000001', '1001', TRUE),
  ('e0000000-0000-0000-0000-000000000002', 'd0000000-0000-0000-0000-000000000001', '1002', TRUE),
  ('e0000000-0000-0000-0000-000000000003', 'd0000000-0000-0000-0000-000000000001', '1003', TRUE),
  ('e0000000-0000-0000-0000-000000000011', 'd0000000-0000-0000-0000-000000000002', '1001', TRUE);
INSERT INTO v_gateways (gateway_uuid, domain_uuid, gateway, enabled) VALUES
  ('a0000000-0000-0000-0000-000000000001', 'd0000000-0000-0000-0000-000000000001', 'carrier-one', TRUE),
  ('a0000000-0000-0000-0000-000000000002', 'd0000000-0000-0000-0000-000000000002', 'carrier-two', TRUE);

-- `wait` is the seconds to the answer or to the end; `talk` is NULL where nobody answered.
-- FusionPBX was upgraded on 2023-10-25: before it `duration` is wait + talk and there is no status,
-- after it `duration` is billsec. An unanswered call has answer_epoch 0, so answer_stamp 1970-01-01.
INSERT INTO v_xml_cdr (
  xml_cdr_uuid, domain_uuid, domain_name, extension_uuid, accountcode, direction,
  caller_id_number, destination_number, leg, status, missed_call, voicemail_message,
  hangup_cause, hangup_cause_q850, sip_hangup_disposition, bridge_uuid, last_app, last_arg,
  start_epoch, start_stamp, answer_epoch, answer_stamp, end_epoch, end_stamp,
  duration, mduration, billsec, billmsec)
SELECT
  CAST('c0000000-0000-0000-0000-0000000000' || n AS uuid),
  CAST('d0000000-0000-0000-0000-00000000000' || d AS uuid),
  CASE d WHEN 1 THEN 'acme.example' ELSE 'globex.example' END,
  CAST('e0000000-0000-0000-0000-0000000000' || e AS uuid),
  CASE d WHEN 1 THEN 'acme.example' ELSE '2001' END,
  direction, caller, callee, leg, status, missed, FALSE,
  cause, q850, hangup, CASE WHEN bridged THEN 'b0000000-0000-0000-0000-0000000000' || n END,
  app, REPLACE(arg, '{g}', 'a0000000-0000-0000-0000-00000000000'),
  CAST(EXTRACT(EPOCH FROM began) AS bigint), began,
  CASE WHEN talk IS NULL THEN 0 ELSE CAST(EXTRACT(EPOCH FROM began) AS bigint) + wait END,
  CASE WHEN talk IS NULL THEN TO_TIMESTAMP(0) ELSE began + wait * INTERVAL '1 second' END,
  CAST(EXTRACT(EPOCH FROM began) AS bigint) + wait + COALESCE(talk, 0),
  began + (wait + COALESCE(talk, 0)) * INTERVAL '1 second',
  COALESCE(talk, 0) + CASE WHEN began < '2023-10-25 00:00:00+00' THEN wait ELSE 0 END,
  1000 * (COALESCE(talk, 0) + CASE WHEN began < '2023-10-25 00:00:00+00' THEN wait ELSE 0 END),
  COALESCE(talk, 0), 1000 * COALESCE(talk, 0)
FROM (VALUES
  -- a second before the window
  ('00', TIMESTAMPTZ '2023-10-23 23:59:59+00', 5, 10, 'a', 1, '01', 'outbound', '1001', '33140000001', NULL, FALSE, 'NORMAL_CLEARING', 16, 'recv_bye', TRUE, 'bridge', 'sofia/gateway/{g}1/33140000001'),
  -- before the upgrade: an answered call, its b leg (the same call again), a cancelled one with
  -- cause 16, a busy one, one that left a message (missed_call is true, and it has billable seconds)
  ('01', '2023-10-24 08:00:00+00', 12, 60, 'a', 1, '01', 'outbound', '1001', '33140000001', NULL, FALSE, 'NORMAL_CLEARING', 16, 'recv_bye', TRUE, 'bridge', 'sofia/gateway/{g}1/33140000001'),
  ('02', '2023-10-24 08:00:01+00', 11, 60, 'b', 1, '01', 'outbound', '1001', '33140000001', NULL, FALSE, 'NORMAL_CLEARING', 16, 'send_bye', TRUE, NULL, NULL),
  ('03', '2023-10-24 08:05:00+00', 20, NULL, 'a', 1, '01', 'outbound', '1001', '33140000002', NULL, FALSE, 'ORIGINATOR_CANCEL', 16, 'recv_cancel', FALSE, 'bridge', 'sofia/gateway/{g}1/33140000002'),
  ('04', '2023-10-24 08:10:00+00', 3, NULL, 'a', 1, '02', 'inbound', '447700900001', '1002', NULL, FALSE, 'USER_BUSY', 17, 'send_refuse', FALSE, 'bridge', 'user/1002@acme.example'),
  ('05', '2023-10-24 08:20:00+00', 25, 18, 'a', 1, '02', 'inbound', '447700900002', '1002', NULL, TRUE, 'NORMAL_CLEARING', 16, 'recv_bye', FALSE, 'voicemail', 'default acme.example 1002'),
  -- after the upgrade: the calls 01 and 03 again, second by second
  ('06', '2023-10-26 08:00:00+00', 12, 60, 'a', 1, '01', 'outbound', '1001', '33140000001', 'answered', FALSE, 'NORMAL_CLEARING', 16, 'recv_bye', TRUE, 'bridge', 'sofia/gateway/{g}1/33140000001'),
  ('07', '2023-10-26 08:05:00+00', 20, NULL, 'a', 1, '01', 'outbound', '1001', '33140000002', 'cancelled', FALSE, 'ORIGINATOR_CANCEL', 16, 'recv_cancel', FALSE, 'bridge', 'sofia/gateway/{g}1/33140000002'),
  -- a ring group: the caller's leg, and two a legs it added (lost the race; has an originating leg)
  ('08', '2023-10-26 08:10:00+00', 8, 100, 'a', 1, '02', 'inbound', '447700900001', '2000', 'answered', FALSE, 'NORMAL_CLEARING', 16, 'recv_bye', TRUE, 'lua', 'app.lua ring_groups'),
  ('09', '2023-10-26 08:10:00+00', 8, NULL, 'a', 1, '01', 'local', '447700900001', '1001', 'no_answer', FALSE, 'LOSE_RACE', 16, 'send_cancel', FALSE, NULL, NULL),
  ('10', '2023-10-26 08:10:00+00', 8, NULL, 'a', 1, '03', 'local', '447700900001', '1003', 'no_answer', FALSE, 'NO_ANSWER', 19, 'send_cancel', FALSE, NULL, NULL),
  -- a queue: the caller, the a leg to the agent who took the call, a caller who gave up to music
  -- (the queue had answered the channel: billable seconds of a missed call)
  ('11', '2023-10-26 09:00:00+00', 2, 90, 'a', 1, NULL, 'inbound', '447700900003', '5000', 'answered', FALSE, 'NORMAL_CLEARING', 16, 'recv_bye', TRUE, 'callcenter', '5000@acme.example'),
  ('12', '2023-10-26 09:00:20+00', 12, 60, 'a', 1, '02', 'inbound', '447700900003', '1002', 'answered', FALSE, 'NORMAL_CLEARING', 16, 'send_bye', TRUE, NULL, NULL),
  ('13', '2023-10-26 09:10:00+00', 2, 45, 'a', 1, NULL, 'inbound', '447700900004', '5000', 'missed', TRUE, 'NORMAL_CLEARING', 16, 'recv_bye', FALSE, 'callcenter', '5000@acme.example'),
  -- a conference; a call hung up in the second of its answer, dialled through a gateway that is not
  -- one of the table; a phone that is not registered (cause 16); an extension deleted since
  ('14', '2023-10-26 10:00:00+00', 1, 300, 'a', 1, '01', 'local', '1001', '3000', 'answered', FALSE, 'NORMAL_CLEARING', 16, 'recv_bye', FALSE, 'conference', '3000@acme.example'),
  ('15', '2023-10-26 10:10:00+00', 4, 0, 'a', 1, '02', 'local', '1002', '1001', 'no_answer', FALSE, 'NORMAL_CLEARING', 16, 'recv_bye', TRUE, 'bridge', 'sofia/gateway/pbx/1001'),
  ('16', '2023-10-26 10:20:00+00', 0, NULL, 'a', 1, '01', 'local', '1001', '1004', 'no_answer', FALSE, 'USER_NOT_REGISTERED', 16, NULL, FALSE, 'bridge', 'user/1004@acme.example'),
  ('17', '2023-10-26 10:30:00+00', 30, NULL, 'a', 1, '09', 'local', '1002', '1009', 'no_answer', FALSE, 'NO_ANSWER', 19, 'send_refuse', FALSE, 'bridge', 'user/1009@acme.example'),
  -- the other tenant: an answered call, dialled with channel variables; a call that was answered by
  -- an announcement and then failed (status failed, billable seconds)
  ('18', '2023-10-26 11:00:00+00', 5, 30, 'a', 2, '11', 'outbound', '1001', '4420700001', 'answered', FALSE, 'NORMAL_CLEARING', 16, 'send_bye', TRUE, 'bridge', '{sip_cid_type=none}sofia/gateway/{g}2/+4420700001'),
  ('19', '2023-10-26 11:10:00+00', 5, 15, 'a', 2, '11', 'outbound', '1001', '4420700002', 'failed', FALSE, 'NORMAL_TEMPORARY_FAILURE', 41, 'recv_refuse', FALSE, 'bridge', 'sofia/gateway/{g}2/+4420700002'),
  -- 02:30 in Paris twice; the second ends by its time limit (cause 16, answered)
  ('20', '2023-10-29 00:30:00+00', 5, 40, 'a', 2, '11', 'inbound', '447700900005', '1001', 'answered', FALSE, 'NORMAL_CLEARING', 16, 'recv_bye', TRUE, 'bridge', 'user/1001@globex.example'),
  ('21', '2023-10-29 01:30:00+00', 5, 3600, 'a', 2, '11', 'inbound', '447700900005', '1001', 'answered', FALSE, 'ALLOTTED_TIMEOUT', 16, 'send_bye', TRUE, 'bridge', 'user/1001@globex.example'),
  -- at the end of the window, so outside it
  ('22', '2023-10-30 00:00:00+00', 5, 10, 'a', 1, '01', 'outbound', '1001', '33140000001', 'answered', FALSE, 'NORMAL_CLEARING', 16, 'recv_bye', TRUE, 'bridge', 'sofia/gateway/{g}1/33140000001')
) AS r (n, began, wait, talk, leg, d, e, direction, caller, callee, status, missed, cause, q850, hangup, bridged, app, arg);

UPDATE v_xml_cdr SET voicemail_message = TRUE
WHERE xml_cdr_uuid = 'c0000000-0000-0000-0000-000000000005';
UPDATE v_xml_cdr SET originating_leg_uuid = 'c0000000-0000-0000-0000-000000000008'
WHERE xml_cdr_uuid = 'c0000000-0000-0000-0000-000000000010';
UPDATE v_xml_cdr SET cc_side = 'member', cc_queue = '5000@acme.example', cc_cause = 'answered',
  cc_queue_answered_epoch = start_epoch + 32, cc_queue_terminated_epoch = start_epoch + 92
WHERE xml_cdr_uuid = 'c0000000-0000-0000-0000-000000000011';
UPDATE v_xml_cdr SET cc_side = 'agent', cc_queue = '5000@acme.example'
WHERE xml_cdr_uuid = 'c0000000-0000-0000-0000-000000000012';
UPDATE v_xml_cdr SET cc_side = 'member', cc_queue = '5000@acme.example', cc_cause = 'cancel',
  cc_queue_canceled_epoch = end_epoch
WHERE xml_cdr_uuid = 'c0000000-0000-0000-0000-000000000013';
UPDATE v_xml_cdr SET conference_name = '3000@acme.example'
WHERE xml_cdr_uuid = 'c0000000-0000-0000-0000-000000000014';
