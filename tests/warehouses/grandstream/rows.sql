INSERT INTO cdr (AcctId, accountcode, src, dst, channel, dstchannel, start, answer, duration, billsec, disposition, userfield,
  channel_ext, dstchannel_ext, service) VALUES
(62, '', '5300', '5301', 'SIP/5300-00000000', 'SIP/5301-00000001', '2013-12-03 11:46:40', '2013-12-03 11:46:43', 9, 6, 'ANSWERED', 'EXT', '5300', '5301', 's'),
-- Out by a trunk, in by one; nobody answers.
(63, '77', '5300', '0441234', 'SIP/5300-00000002', 'PJSIP/trunk_1/0441234', '2013-12-03 14:01:41', '2013-12-03 14:01:51', 40, 30, 'ANSWERED', 'EXT', '5300', '', 's'),
(64, '', '441235', '5302', 'SIP/trunk_2-00000003', 'SIP/5302-00000004', '2013-12-03 14:10:00', NULL, 20, 0, 'NO ANSWER', 'EXT', 'trunk_2', '5302', 's'),
-- A queue had answered: its leg has seconds and was not taken.
(65, '', '441236', '6500', 'SIP/trunk_2-00000005', 'Local/5303@from-queue-1', '2013-12-03 14:20:00', '2013-12-03 14:20:01', 15, 14, 'NO ANSWER', 'QUEUE', 'trunk_2', '5303', 's'),
(66, '', '5303', '5304', 'SIP/5303-00000006', '', '2013-12-03 14:30:00', NULL, NULL, NULL, 'FAILED', 'EXT', '5303', NULL, ''),
(67, '', '5300', '5301', 'SIP/5300-00000000', 'SIP/5301-00000001', '2013-12-04 00:00:00', '2013-12-04 00:00:03', 9, 6, 'ANSWERED', 'EXT', '5300', '5301', 's');
