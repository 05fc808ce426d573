-- Calls of 14 May 2024 and of the minutes around it. Each is named by a letter, which stands in the
-- answers' reasons too. All strings of the real thing that no answer depends on are left out.
SET SESSION sql_mode = '';

INSERT INTO cdr (calldate, src, dst, dcontext, channel, dstchannel, lastapp, lastdata,
  duration, billsec, disposition, uniqueid, did, cnum, linkedid, sequence) VALUES
-- A: from desk to desk, answered.
('2024-05-14 09:00:00', '101', '102', 'from-internal', 'PJSIP/101-00000001', 'PJSIP/102-00000002',
  'Dial', 'PJSIP/102/sip:102@10.0.0.2', 75, 60, 'ANSWERED', '1715677200.1', '', '101', '1715677200.1', 1),

-- B: nobody takes it, then voicemail does: an ANSWERED leg of a call that was not answered.
('2024-05-14 09:10:00', '101', '103', 'from-internal', 'PJSIP/101-00000003', 'PJSIP/103-00000004',
  'Dial', 'PJSIP/103/sip:103@10.0.0.3', 20, 0, 'NO ANSWER', '1715677800.3', '', '101', '1715677800.3', 2),
('2024-05-14 09:10:20', '101', 'vmu103', 'macro-vm', 'PJSIP/101-00000003', '',
  'VoiceMail', '103@default,u', 15, 15, 'ANSWERED', '1715677800.3', '', '101', '1715677800.3', 3),

-- C: hangs up in the menu, which had answered. The trunk's name has a dash in it.
('2024-05-14 09:20:00', '4930111', 's', 'ivr-1', 'PJSIP/my-trunk-00000005', '',
  'BackGround', 'custom/menu', 30, 30, 'ANSWERED', '1715678400.5', '4940900', '4930111', '1715678400.5', 4),

-- D: one call to a queue that rings at three desks, by Local/ channels, each of which is two rows. The
-- queue had answered: its legs have billable seconds whatever their disposition, and the talk with 103
-- is billed in two rows.
('2024-05-14 09:30:00', '4930222', '400', 'ext-queues', 'PJSIP/my-trunk-00000006', 'Local/101@from-queue-00000001;1',
  'Queue', '400,t,,', 25, 25, 'NO ANSWER', '1715679000.6', '4940900', '4930222', '1715679000.6', 5),
('2024-05-14 09:30:05', '4930222', '400', 'ext-queues', 'PJSIP/my-trunk-00000006', 'Local/102@from-queue-00000002;1',
  'Queue', '400,t,,', 20, 20, 'NO ANSWER', '1715679000.6', '4940900', '4930222', '1715679000.6', 6),
('2024-05-14 09:30:05', '4930222', '400', 'ext-queues', 'PJSIP/my-trunk-00000006', 'Local/103@from-queue-00000003;1',
  'Queue', '400,t,,', 145, 145, 'ANSWERED', '1715679000.6', '4940900', '4930222', '1715679000.6', 7),
('2024-05-14 09:30:05', '4930222', '101', 'from-queue', 'Local/101@from-queue-00000001;2', 'PJSIP/101-00000007',
  'Dial', 'PJSIP/101/sip:101@10.0.0.1', 20, 0, 'NO ANSWER', '1715679005.7', '', '4930222', '1715679000.6', 8),
('2024-05-14 09:30:05', '4930222', '102', 'from-queue', 'Local/102@from-queue-00000002;2', 'PJSIP/102-00000008',
  'Dial', 'PJSIP/102/sip:102@10.0.0.2', 20, 0, 'NO ANSWER', '1715679005.8', '', '4930222', '1715679000.6', 9),
('2024-05-14 09:30:10', '4930222', '103', 'from-queue', 'Local/103@from-queue-00000003;2', 'PJSIP/103-00000009',
  'Dial', 'PJSIP/103/sip:103@10.0.0.3', 140, 120, 'ANSWERED', '1715679005.9', '', '4930222', '1715679000.6', 10),

-- E: goes out; the first trunk fails, the second is answered.
('2024-05-14 10:00:00', '4940900', '00442012345678', 'from-internal', 'PJSIP/102-0000000a', 'PJSIP/carrier-a-0000000b',
  'Dial', 'PJSIP/00442012345678@carrier-a,300,T', 2, 0, 'FAILED', '1715680800.10', '', '102', '1715680800.10', 11),
('2024-05-14 10:00:02', '4940900', '00442012345678', 'from-internal', 'PJSIP/102-0000000a', 'PJSIP/carrier-b-0000000c',
  'Dial', 'PJSIP/00442012345678@carrier-b,300,T', 40, 30, 'ANSWERED', '1715680800.10', '', '102', '1715680800.10', 12),

-- F: busy, with billable seconds.
('2024-05-14 10:10:00', '4940900', '0171999', 'from-internal', 'PJSIP/103-0000000d', 'PJSIP/carrier-a-0000000e',
  'Dial', 'PJSIP/0171999@carrier-a,300,T', 8, 3, 'BUSY', '1715681400.13', '', '103', '1715681400.13', 13),

-- G: answered, without a billable second. A row of it has lost its time, and with it the call.
('2024-05-14 10:20:00', '102', '101', 'from-internal', 'PJSIP/102-0000000f', 'PJSIP/101-00000010',
  'Dial', 'PJSIP/101/sip:101@10.0.0.1', 5, 0, 'ANSWERED', '1715682000.15', '', '102', '1715682000.15', 14),
('1000-01-01 00:00:00', '102', '101', 'from-internal', 'PJSIP/102-0000000f', 'PJSIP/101-00000010',
  'Dial', '', 99, 99, 'ANSWERED', '1715682000.15', '', '102', '1715682000.15', 13),

-- J, J2: from before the table had a linkedid; they are two calls.
('2024-05-14 10:30:00', '101', '102', 'from-internal', 'PJSIP/101-00000011', 'PJSIP/102-00000012',
  'Dial', 'SIP/102', 11, 9, 'ANSWERED', '1715682600.18', '', '', '', 0),
('2024-05-14 10:31:00', '102', '103', 'from-internal', 'PJSIP/102-00000013', 'PJSIP/103-00000014',
  'Dial', 'SIP/103', 12, 0, 'NO ANSWER', '1715682660.19', '', '', '', 0),

-- K: into a conference room.
('2024-05-14 11:30:00', '101', 'STARTMEETME', 'ext-meetme', 'PJSIP/101-00000015', '',
  'ConfBridge', '8000,,,user_menu', 300, 300, 'ANSWERED', '1715686200.21', '', '101', '1715686200.21', 15),

-- L: in by a trunk, and out by another to somebody's mobile.
('2024-05-14 12:00:00', '4930555', '600', 'ext-group', 'PJSIP/my-trunk-00000016', 'Local/RG-600-00491701234567@from-internal-00000004;1',
  'Dial', 'Local/RG-600-00491701234567@from-internal,20', 50, 40, 'ANSWERED', '1715688000.22', '4940901', '4930555', '1715688000.22', 16),
('2024-05-14 12:00:00', '4930555', '00491701234567', 'from-internal', 'Local/RG-600-00491701234567@from-internal-00000004;2', 'PJSIP/carrier-a-00000017',
  'Dial', 'PJSIP/00491701234567@carrier-a,300', 50, 40, 'ANSWERED', '1715688000.23', '', '4930555', '1715688000.22', 17),

-- M: rings one desk in vain. M2: rings two, of which one is busy.
('2024-05-14 13:00:00', '4930111', '101', 'from-did-direct', 'PJSIP/my-trunk-00000018', 'PJSIP/101-00000019',
  'Dial', 'PJSIP/101/sip:101@10.0.0.1', 30, 0, 'NO ANSWER', '1715691600.25', '4940901', '4930111', '1715691600.25', 18),
('2024-05-14 13:10:00', '4930111', '601', 'ext-group', 'PJSIP/my-trunk-0000001a', 'PJSIP/101-0000001b',
  'Dial', 'PJSIP/101/sip:101@10.0.0.1&PJSIP/102/sip:102@10.0.0.2', 25, 0, 'NO ANSWER', '1715692200.26', '4940900', '4930111', '1715692200.26', 19),
('2024-05-14 13:10:00', '4930111', '601', 'ext-group', 'PJSIP/my-trunk-0000001a', 'PJSIP/102-0000001c',
  'Dial', 'PJSIP/101/sip:101@10.0.0.1&PJSIP/102/sip:102@10.0.0.2', 1, 0, 'BUSY', '1715692200.26', '4940900', '4930111', '1715692200.26', 20),

-- N: in by ISDN, whose channels are named after the caller.
('2024-05-14 13:40:00', '0301234567', '102', 'from-internal', 'DAHDI/i1/0301234567-2', 'PJSIP/102-0000001d',
  'Dial', 'PJSIP/102/sip:102@10.0.0.2', 20, 12, 'ANSWERED', '1715694000.30', '', '0301234567', '1715694000.30', 21),

-- O: the caller gives up (canceldispositionenabled).
('2024-05-14 14:00:00', '4940900', '00442012345678', 'from-internal', 'PJSIP/101-0000001e', 'PJSIP/carrier-a-0000001f',
  'Dial', 'PJSIP/00442012345678@carrier-a,300,T', 6, 0, 'CANCEL', '1715695200.33', '', '101', '1715695200.33', 22),

-- P: answered, and handed on to another desk.
('2024-05-14 14:30:00', '4930222', '101', 'from-did-direct', 'PJSIP/my-trunk-00000020', 'PJSIP/101-00000021',
  'Dial', 'PJSIP/101/sip:101@10.0.0.1', 60, 50, 'ANSWERED', '1715697000.35', '4940902', '4930222', '1715697000.35', 23),
('2024-05-14 14:31:00', '4930222', '102', 'from-internal-xfer', 'PJSIP/my-trunk-00000020', 'PJSIP/102-00000022',
  'Dial', 'PJSIP/102/sip:102@10.0.0.2', 100, 100, 'ANSWERED', '1715697000.35', '4940902', '4930222', '1715697000.35', 24),

-- Q: begins on the 13th, its second leg on the 14th. A menu had answered.
('2024-05-13 23:59:50', '4930333', '101', 'from-did-direct', 'PJSIP/my-trunk-00000023', 'PJSIP/101-00000024',
  'Dial', 'PJSIP/101/sip:101@10.0.0.1', 20, 20, 'NO ANSWER', '1715644790.17', '4940902', '4930333', '1715644790.17', 25),
('2024-05-14 00:00:10', '4930333', '102', 'from-internal', 'PJSIP/my-trunk-00000023', 'PJSIP/102-00000025',
  'Dial', 'PJSIP/102/sip:102@10.0.0.2', 50, 50, 'ANSWERED', '1715644790.17', '4940902', '4930333', '1715644790.17', 26),

-- R: begins on the 14th, its second leg on the 15th.
('2024-05-14 23:59:58', '4930444', '102', 'from-did-direct', 'PJSIP/my-trunk-00000026', 'PJSIP/102-00000027',
  'Dial', 'PJSIP/102/sip:102@10.0.0.2', 22, 0, 'NO ANSWER', '1715731198.20', '4940901', '4930444', '1715731198.20', 27),
('2024-05-15 00:00:20', '4930444', '101', 'from-internal', 'PJSIP/my-trunk-00000026', 'PJSIP/101-00000028',
  'Dial', 'PJSIP/101/sip:101@10.0.0.1', 60, 55, 'ANSWERED', '1715731198.20', '4940901', '4930444', '1715731198.20', 28),

-- S, two days later: answered, then moved into a conference room, so that its first leg has no room.
('2024-05-16 15:00:00', '4930555', '102', 'from-did-direct', 'PJSIP/my-trunk-00000029', 'PJSIP/102-0000002a',
  'Dial', 'PJSIP/102/sip:102@10.0.0.2', 30, 20, 'ANSWERED', '1715871600.40', '4940901', '4930555', '1715871600.40', 29),
('2024-05-16 15:00:30', '4930555', 'STARTMEETME', 'ext-meetme', 'PJSIP/my-trunk-00000029', '',
  'ConfBridge', '8001,,,user_menu', 90, 90, 'ANSWERED', '1715871600.40', '4940901', '4930555', '1715871600.40', 30);

-- T, T2, T3: an old Asterisk without MYSQL_LOGUNIQUEID, then updated: neither id, and the defaults.
INSERT INTO cdr (calldate, src, dst, dcontext, channel, dstchannel, lastapp, lastdata, duration, billsec, disposition) VALUES
('2024-05-20 09:00:00', '101', '102', 'from-internal', 'SIP/101-00000001', 'SIP/102-00000002', 'Dial', 'SIP/102', 30, 20, 'ANSWERED'),
('2024-05-20 09:05:00', '101', '103', 'from-internal', 'SIP/101-00000003', 'SIP/103-00000004', 'Dial', 'SIP/103', 10, 0, 'NO ANSWER'),
('2024-05-20 09:05:00', '101', '103', 'from-internal', 'SIP/101-00000003', 'SIP/103-00000004', 'Dial', 'SIP/103', 10, 0, 'NO ANSWER');

-- Blank rows, as a real table had 38 of 574: with the default of each version.
INSERT INTO cdr () VALUES ();
INSERT INTO cdr (calldate) VALUES ('0000-00-00 00:00:00');
