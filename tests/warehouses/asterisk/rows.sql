-- Calls of 14 May 2024 and of the minutes around it. Each is named by a letter, which stands in the
-- answers' reasons too.
INSERT INTO cdr (calldate, clid, src, dst, dcontext, channel, dstchannel, lastapp, lastdata,
  duration, billsec, disposition, amaflags, accountcode, uniqueid, userfield, peeraccount, linkedid, sequence) VALUES
-- A: from desk to desk, answered.
('2024-05-14 09:00:00', '', '101', '102', 'internal', 'PJSIP/101-00000001', 'PJSIP/102-00000002', 'Dial', 'PJSIP/102,30',
  '75', '60', 'ANSWERED', '3', '101', '1715677200.1', '', '', '1715677200.1', '1'),
-- B: nobody takes it, then voicemail does.
('2024-05-14 09:10:00', '', '101', '103', 'internal', 'PJSIP/101-00000003', 'PJSIP/103-00000004', 'Dial', 'PJSIP/103,20',
  '20', '0', 'NO ANSWER', '3', '101', '1715677800.3', '', '', '1715677800.3', '2'),
('2024-05-14 09:10:20', '', '101', '103', 'internal', 'PJSIP/101-00000003', '', 'VoiceMail', '103@default,u',
  '15', '15', 'ANSWERED', '3', '101', '1715677800.3', '', '', '1715677800.3', '3'),
-- C: hangs up in the menu, which had answered.
('2024-05-14 09:20:00', '', '4930111', 's', 'menu', 'PJSIP/my-trunk-00000005', '', 'BackGround', 'custom/menu',
  '30', '30', 'ANSWERED', '3', '', '1715678400.5', '', '', '1715678400.5', '4'),
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
-- E: goes out; the first trunk fails, the second is answered.
('2024-05-14 10:00:00', '', '102', '00442012345678', 'internal', 'PJSIP/102-0000000a', 'SIP/carrier-a-0000000b', 'Dial', 'SIP/carrier-a/00442012345678',
  '2', '0', 'FAILED', '3', '102', '1715680800.10', '', '', '1715680800.10', '13'),
('2024-05-14 10:00:02', '', '102', '00442012345678', 'internal', 'PJSIP/102-0000000a', 'IAX2/carrier-b-1234', 'Dial', 'IAX2/carrier-b/00442012345678',
  '40', '30', 'ANSWERED', '3', '102', '1715680800.10', '', '', '1715680800.10', '14'),
-- F: busy, with billable seconds.
('2024-05-14 10:10:00', '', '103', '0171999', 'internal', 'PJSIP/103-0000000d', 'SIP/carrier-a-0000000e', 'Dial', 'SIP/carrier-a/0171999',
  '8', '3', 'BUSY', '3', 'sales', '1715681400.13', '', '', '1715681400.13', '15'),
-- G: answered, without a billable second.
('2024-05-14 10:20:00', '', '102', '101', 'internal', 'PJSIP/102-0000000f', 'PJSIP/101-00000010', 'Dial', 'PJSIP/101,30',
  '5', '0', 'ANSWERED', '3', '102', '1715682000.15', '', '', '1715682000.15', '16'),
-- J, J2: without a linkedid; they are two calls.
('2024-05-14 10:30:00', '', '101', '102', 'internal', 'SIP/101-00000011', 'SIP/102-00000012', 'Dial', 'SIP/102',
  '11', '9', 'ANSWERED', '3', '', '1715682600.18', '', '', '', '17'),
('2024-05-14 10:31:00', '', '102', '103', 'internal', 'SIP/102-00000013', 'SIP/103-00000014', 'Dial', 'SIP/103',
  '12', '0', 'NO ANSWER', '3', '', '1715682660.19', '', '', '', '18'),
-- K: into a conference room.
('2024-05-14 11:30:00', '', '101', '800', 'rooms', 'PJSIP/101-00000015', '', 'ConfBridge', '8000,,,menu',
  '300', '300', 'ANSWERED', '3', '101', '1715686200.21', '', '', '1715686200.21', '19'),
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
