INSERT INTO v_xml_cdr (xml_cdr_uuid, leg, direction, start_stamp, start_epoch, end_epoch, billsec, status, hangup_cause, hangup_cause_q850) VALUES
  -- answered; its JSON was saved twice
  ('c0000000-0000-0000-0000-000000000001', 'a', 'outbound', '2025-02-03 08:00:00+00', 1738569600, 1738569630, 20, 'answered', 'NORMAL_CLEARING', 16),
  -- busy; cancelled, with a code that is no number; one whose JSON is kept in files, not here
  ('c0000000-0000-0000-0000-000000000002', 'a', 'outbound', '2025-02-03 08:05:00+00', 1738569900, 1738569905, 0, 'busy', 'USER_BUSY', 17),
  ('c0000000-0000-0000-0000-000000000003', 'a', 'outbound', '2025-02-03 08:10:00+00', 1738570200, 1738570210, 0, 'cancelled', 'ORIGINATOR_CANCEL', 16),
  ('c0000000-0000-0000-0000-000000000004', 'a', 'outbound', '2025-02-03 08:15:00+00', 1738570500, 1738570550, 40, 'answered', 'NORMAL_CLEARING', 16),
  -- a b leg
  ('c0000000-0000-0000-0000-000000000005', 'b', 'outbound', '2025-02-03 08:00:01+00', 1738569601, 1738569630, 20, 'answered', 'NORMAL_CLEARING', 16);
INSERT INTO v_xml_cdr_json (xml_cdr_json_uuid, xml_cdr_uuid, json) VALUES
  ('f0000000-0000-0000-0000-000000000001', 'c0000000-0000-0000-0000-000000000001', '{"variables": {"sip_term_status": "200"}}'),
  ('f0000000-0000-0000-0000-000000000002', 'c0000000-0000-0000-0000-000000000001', '{"variables": {"sip_term_status": "200"}}'),
  ('f0000000-0000-0000-0000-000000000003', 'c0000000-0000-0000-0000-000000000002', '{"variables": {"sip_term_status": "486"}}'),
  ('f0000000-0000-0000-0000-000000000004', 'c0000000-0000-0000-0000-000000000003', '{"variables": {"sip_term_status": "_undef_"}}'),
  ('f0000000-0000-0000-0000-000000000005', 'c0000000-0000-0000-0000-000000000005', '{"variables": {"sip_term_status": "200"}}');
