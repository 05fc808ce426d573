-- Some of the calls of the case asterisk, without what ties their legs together.
INSERT INTO cdr (calldate, clid, src, dst, dcontext, channel, dstchannel, lastapp, lastdata,
  duration, billsec, disposition, amaflags, accountcode, uniqueid, userfield) VALUES
-- A: from desk to desk, answered.
('2024-05-14 09:00:00', '', '101', '102', 'internal', 'PJSIP/101-00000001', 'PJSIP/102-00000002', 'Dial', 'PJSIP/102,30',
  '75', '60', 'ANSWERED', '3', '101', '1715677200.1', ''),
-- B: nobody takes it, then voicemail does.
('2024-05-14 09:10:00', '', '101', '103', 'internal', 'PJSIP/101-00000003', 'PJSIP/103-00000004', 'Dial', 'PJSIP/103,20',
  '20', '0', 'NO ANSWER', '3', '101', '1715677800.3', ''),
('2024-05-14 09:10:20', '', '101', '103', 'internal', 'PJSIP/101-00000003', '', 'VoiceMail', '103@default,u',
  '15', '15', 'ANSWERED', '3', '101', '1715677800.3', ''),
-- C: hangs up in the menu, which had answered.
('2024-05-14 09:20:00', '', '4930111', 's', 'menu', 'PJSIP/my-trunk-00000005', '', 'BackGround', 'custom/menu',
  '30', '30', 'ANSWERED', '3', '', '1715678400.5', ''),
-- D: one call to a queue that rings at two desks by Local/ channels. The queue had answered: its legs
-- have billable seconds whatever their disposition, and the talk with 103 is billed in two rows. Its
-- account code is no number.
('2024-05-14 09:30:00', '', '4930222', '400', 'queues', 'PJSIP/my-trunk-00000006', 'Local/102@agents-00000001;1', 'Queue', 'support,t',
  '25', '25', 'NO ANSWER', '3', 'trunk', '1715679000.6', ''),
('2024-05-14 09:30:05', '', '4930222', '400', 'queues', 'PJSIP/my-trunk-00000006', 'Local/103@agents-00000002;1', 'Queue', 'support,t',
  '145', '145', 'ANSWERED', '3', 'trunk', '1715679000.6', ''),
('2024-05-14 09:30:00', '', '4930222', '102', 'agents', 'Local/102@agents-00000001;2', 'PJSIP/102-00000008', 'Dial', 'PJSIP/102,20',
  '20', '0', 'NO ANSWER', '3', '', '1715679005.7', ''),
('2024-05-14 09:30:10', '', '4930222', '103', 'agents', 'Local/103@agents-00000002;2', 'PJSIP/103-00000009', 'Dial', 'PJSIP/103,20',
  '140', '120', 'ANSWERED', '3', '', '1715679005.8', ''),
-- F: busy, with billable seconds.
('2024-05-14 10:10:00', '', '103', '0171999', 'internal', 'PJSIP/103-0000000d', 'SIP/carrier-a-0000000e', 'Dial', 'SIP/carrier-a/0171999',
  '8', '3', 'BUSY', '3', 'sales', '1715681400.13', ''),
-- K: into a conference room.
('2024-05-14 11:30:00', '', '101', '800', 'rooms', 'PJSIP/101-00000015', '', 'ConfBridge', '8000,,,menu',
  '300', '300', 'ANSWERED', '3', '101', '1715686200.21', '');
