INSERT INTO call_logd_call_log (date, date_answer, date_end, tenant_uuid, source_exten, source_internal_exten,
  source_line_identity, requested_exten, destination_exten, destination_line_identity, direction, user_field,
  conversation_id, blocked, reached_voicemail) VALUES
-- A: in the house, 60 s and a half.
('2025-03-04 09:00:00+00', '2025-03-04 09:00:05+00', '2025-03-04 09:01:05.5+00', '54eb71f8-1f4b-4ae4-8730-638062fbe521',
  '101', '101', 'pjsip/a1b2c3', '102', '102', 'pjsip/d4e5f6', 'internal', NULL, '1.1', NULL, FALSE),
-- B: from outside, nobody answered: no time of answer.
('2025-03-04 09:10:00+00', NULL, '2025-03-04 09:10:20+00', '54eb71f8-1f4b-4ae4-8730-638062fbe521',
  '+33155501', NULL, 'pjsip/carrier', '200', NULL, NULL, 'inbound', NULL, '1.2', FALSE, NULL),
-- C: from outside, to voicemail.
('2025-03-04 09:20:00+00', NULL, '2025-03-04 09:20:40+00', '54eb71f8-1f4b-4ae4-8730-638062fbe521',
  '+33155502', NULL, 'pjsip/carrier', '200', '201', 'pjsip/d4e5f6', 'inbound', 'vip', '1.3', NULL, TRUE),
-- D: blocked, although a message had answered it.
('2025-03-04 09:30:00+00', '2025-03-04 09:30:01+00', '2025-03-04 09:30:09+00', '54eb71f8-1f4b-4ae4-8730-638062fbe521',
  '+33155503', NULL, 'pjsip/carrier', '', '202', NULL, 'inbound', NULL, '1.4', TRUE, FALSE),
-- E: to the outside, 30 s.
('2025-03-04 23:59:59.9+00', '2025-03-05 00:00:10+00', '2025-03-05 00:00:40+00', '54eb71f8-1f4b-4ae4-8730-638062fbe521',
  '101', '101', 'pjsip/a1b2c3', '0155504', '0155504', 'pjsip/carrier', 'outbound', NULL, '1.5', NULL, NULL),
-- F: a transfer left the answer after the end. G: still up, or its end was lost.
('2025-03-04 10:00:00+00', '2025-03-04 10:00:09+00', '2025-03-04 10:00:08+00', '54eb71f8-1f4b-4ae4-8730-638062fbe521',
  '102', '102', 'pjsip/d4e5f6', '101', '101', 'pjsip/a1b2c3', 'internal', NULL, NULL, NULL, NULL),
('2025-03-04 10:10:00+00', '2025-03-04 10:10:05+00', NULL, 'b2ca8bb8-5b2c-4b8f-a2a2-0d43ae7fd7a5',
  '301', '301', 'pjsip/g7h8i9', '302', NULL, NULL, 'internal', NULL, '1.7', NULL, NULL),
-- H: the next day.
('2025-03-05 00:00:00+00', '2025-03-05 00:00:01+00', '2025-03-05 00:01:01+00', '54eb71f8-1f4b-4ae4-8730-638062fbe521',
  '101', '101', 'pjsip/a1b2c3', '102', '102', 'pjsip/d4e5f6', 'internal', NULL, '1.8', NULL, NULL);
