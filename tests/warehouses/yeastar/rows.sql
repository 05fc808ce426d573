INSERT INTO cdr (datetime, src, dst, srctrunk, dstrunk, duration, billable, disposition, calltype, accountcode, uniqueid,
  usercost, didnumber, payexten) VALUES
('2019-01-14 09:00:00', '1001', '1005', '', '', 21, 10, 'ANSWERED', 'Internal', '', '1547456400.1', NULL, '', ''),
('2019-01-14 09:05:00', '1005', '9283737733', '', 'SPS-6-36', 6, 3, 'ANSWERED', 'Outbound', '4711', '1547456700.2', 0.0500, '', '1005'),
('2019-01-14 09:10:00', '1005', '9283737734', NULL, 'SPS-6-36', 4, 0, 'BUSY', 'Outbound', '', '1547457000.3', 0.0000, NULL, '1005'),
-- Given up; with seconds that the ringing of the queue was billed. NULL in both seconds.
('2019-01-14 09:15:00', '441234', '1001', 'GSM1', NULL, 30, 12, 'NO ANSWER', 'Inbound', '', '1547457300.4', NULL, '4420', NULL),
('2019-01-14 09:20:00', '441235', 's', 'GSM1', '', NULL, NULL, 'FAILED', 'Inbound', '', '', NULL, '4420', ''),
('2019-01-14 09:25:00', '1001', '1006', '', '', 15, 15, 'ANSWERED', 'Transfer', '', '1547457900.6', NULL, '', ''),
('2019-01-15 00:00:00', '1001', '1005', '', '', 21, 10, 'ANSWERED', 'Internal', '', '1547510400.7', NULL, '', '');
