INSERT INTO cdr_general (start, endtime, answer, src_num, dst_num, UNIQUEID, linkedid, did, disposition, from_account,
  to_account, dialstatus, is_app, duration, billsec) VALUES
-- A: in the house, 40 s.
('2024-06-03 09:00:00.123', '2024-06-03 09:00:50.500', '2024-06-03 09:00:10.400', '201', '202', 'mikopbx-1', 'mikopbx-1', '',
  'ANSWERED', '201', '202', 'ANSWER', '0', 50, 40),
-- B: to a queue; two telephones ring, the second answers.
('2024-06-03 09:10:00.000', '2024-06-03 09:10:20.000', '', '74951112233', '203', 'mikopbx-2a', 'mikopbx-2', '74950000001',
  'NOANSWER', 'SIP-TRUNK-AB12', '203', '', '0', 20, 0),
('2024-06-03 09:10:00.000', '2024-06-03 09:11:20.000', '2024-06-03 09:10:20.000', '74951112233', '204', 'mikopbx-2b', 'mikopbx-2', '74950000001',
  'ANSWERED', 'SIP-TRUNK-AB12', '204', 'ANSWER', '0', 80, 60),
-- C: transferred: 203 talks for 30 s, then 205 for 20 s more.
('2024-06-03 09:20:00.000', '2024-06-03 09:20:40.000', '2024-06-03 09:20:10.000', '74954445566', '203', 'mikopbx-3a', 'mikopbx-3', '74950000001',
  'ANSWERED', 'SIP-TRUNK-AB12', '203', 'ANSWER', '0', 40, 30),
('2024-06-03 09:20:40.000', '2024-06-03 09:21:05.000', '2024-06-03 09:20:45.000', '74954445566', '205', 'mikopbx-3b', 'mikopbx-3', '74950000001',
  'ANSWERED', 'SIP-TRUNK-AB12', '205', 'ANSWER', '0', 25, 20),
-- D: to the outside, busy. E: still up, so its seconds are empty texts.
('2024-06-03 09:30:00.000', '2024-06-03 09:30:05.000', '', '201', '84957778899', 'mikopbx-4', 'mikopbx-4', '',
  'BUSY', '201', 'SIP-PROVIDER-CD34', 'BUSY', '0', 5, 0),
('2024-06-03 09:40:00.000', '', '', '202', '84957778899', 'mikopbx-5', 'mikopbx-5', '',
  '', '202', 'SIP-PROVIDER-CD34', '', '0', '', ''),
-- F and G have neither id: two calls. H has only its own.
('2024-06-03 09:50:00.000', '2024-06-03 09:50:09.000', '', '201', '203', '', '', '', 'NOANSWER', '201', '203', '', '0', 9, 0),
('2024-06-03 09:50:00.000', '2024-06-03 09:50:09.000', '', '201', '203', NULL, NULL, NULL, 'NOANSWER', '201', '203', '', '0', 9, NULL),
('2024-06-03 09:55:00.000', '2024-06-03 09:55:12.000', '', '203', '201', 'mikopbx-8', '', '', 'ANSWERED', '203', '201', '', '0', 12, 2),
-- I: the next day.
('2024-06-04 00:00:00.000', '2024-06-04 00:00:12.000', '', '203', '201', 'mikopbx-9', 'mikopbx-9', '', 'ANSWERED', '203', '201', '', '0', 12, 2);
