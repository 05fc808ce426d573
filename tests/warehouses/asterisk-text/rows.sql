-- Four calls of the case asterisk, whose clock is now that of Paris, two hours ahead of UTC in May.
INSERT INTO cdr (start, clid, src, dst, dcontext, channel, dstchannel, lastapp, lastdata,
  duration, billsec, disposition, amaflags, accountcode, uniqueid, userfield, peeraccount, linkedid, sequence) VALUES
-- A: from desk to desk, answered.
('2024-05-14 09:00:00', '', '101', '102', 'internal', 'PJSIP/101-00000001', 'PJSIP/102-00000002', 'Dial', 'PJSIP/102,30',
  '75', '60', 'ANSWERED', '3', '101', '1715677200.1', '', '', '1715677200.1', '1'),
-- D: one call to a queue that rings at two desks by Local/ channels. The queue had answered: its legs
-- have billable seconds whatever their disposition, and the talk with 103 is billed in two rows. Its
-- account code is no number. Its first two legs start in the same second; as a text, 9 would come last.
('2024-05-14 09:30:00', '', '4930222', '400', 'queues', 'PJSIP/my-trunk-00000006', 'Local/102@agents-00000001;1', 'Queue', 'support,t',
  '25', '25', 'NO ANSWER', '3', 'trunk', '1715679000.6', '', '', '1715679000.6', '9'),
('2024-05-14 09:30:05', '', '4930222', '400', 'queues', 'PJSIP/my-trunk-00000006', 'Local/103@agents-00000002;1', 'Queue', 'support,t',
  '145', '145', 'ANSWERED', '3', 'trunk', '1715679000.6', '', '', '1715679000.6', '10'),
('2024-05-14 09:30:00', '', '4930222', '102', 'agents', 'Local/102@agents-00000001;2', 'PJSIP/102-00000008', 'Dial', 'PJSIP/102,20',
  '20', '0', 'NO ANSWER', '3', '', '1715679005.7', '', '', '1715679000.6', '11'),
('2024-05-14 09:30:10', '', '4930222', '103', 'agents', 'Local/103@agents-00000002;2', 'PJSIP/103-00000009', 'Dial', 'PJSIP/103,20',
  '140', '120', 'ANSWERED', '3', '', '1715679005.8', '', '', '1715679000.6', '12'),
-- Q: begins on the 13th, its second leg on the 14th. A menu had answered.
('2024-05-13 23:59:50', '', '4930333', '101', 'inbound', 'PJSIP/my-trunk-00000023', 'PJSIP/101-00000024', 'Dial', 'PJSIP/101,20',
  '20', '20', 'NO ANSWER', '3', '', '1715644790.17', '', '', '1715644790.17', '20'),
('2024-05-14 00:00:10', '', '4930333', '102', 'inbound', 'PJSIP/my-trunk-00000023', 'PJSIP/102-00000025', 'Dial', 'PJSIP/102,20',
  '50', '50', 'ANSWERED', '3', '', '1715644790.17', '', '', '1715644790.17', '21'),
-- R: begins on the 14th, its second leg on the 15th.
('2024-05-14 23:59:58', '', '4930444', '102', 'inbound', 'PJSIP/my-trunk-00000026', 'PJSIP/102-00000027', 'Dial', 'PJSIP/102,20',
  '22', '0', 'NO ANSWER', '3', '', '1715731198.20', '', '', '1715731198.20', '22'),
('2024-05-15 00:00:20', '', '4930444', '101', 'inbound', 'PJSIP/my-trunk-00000026', 'PJSIP/101-00000028', 'Dial', 'PJSIP/101,60',
  '60', '55', 'ANSWERED', '3', '', '1715731198.20', '', '', '1715731198.20', '23');
-- S, T: in the night in which 03:00 was 02:00 again (27 October 2024, 01:00 UTC). T has milliseconds.
INSERT INTO cdr (start, clid, src, dst, dcontext, channel, dstchannel, lastapp, lastdata,
  duration, billsec, disposition, amaflags, accountcode, uniqueid, userfield, peeraccount, linkedid, sequence) VALUES
('2024-10-27 02:30:00', '', '101', '102', 'internal', 'PJSIP/101-00000031', 'PJSIP/102-00000032', 'Dial', 'PJSIP/102,20',
  '20', '15', 'ANSWERED', '3', '101', '1729989000.31', '', '', '1729989000.31', '31'),
('2024-10-27 03:10:00.125', '', '101', '103', 'internal', 'PJSIP/101-00000033', 'PJSIP/103-00000034', 'Dial', 'PJSIP/103,20',
  '9', '0', 'NO ANSWER', '3', '101', '1729995000.33', '', '', '1729995000.33', '32');
-- Text that is no time is in no window, and is never read as one.
INSERT INTO cdr (start, clid, src, dst, dcontext, channel, dstchannel, lastapp, lastdata,
  duration, billsec, disposition, amaflags, accountcode, uniqueid, userfield, peeraccount, linkedid, sequence) VALUES
('', '', '101', '103', 'internal', 'PJSIP/101-00000035', 'PJSIP/103-00000036', 'Dial', '',
  '99', '99', 'ANSWERED', '3', '101', '1729995000.33', '', '', '1729995000.33', '33');
