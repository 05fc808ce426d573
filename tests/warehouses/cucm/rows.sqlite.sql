INSERT INTO cdr (cdrRecordType, globalCallID_callId, dateTimeOrigination, callingPartyNumber, callingPartyUnicodeLoginUserID,
  origCause_value, originalCalledPartyNumber, finalCalledPartyNumber, destCause_value, dateTimeConnect, dateTimeDisconnect,
  duration, origDeviceName, destDeviceName) VALUES
-- 1717405200 is 2024-06-03 09:00:00 UTC. A: in the house; the callee hangs up after 60 s.
(1, 1, 1717405200, '2001', 'ann', 0, '2002', '2002', 16, 1717405210, 1717405270, 60, 'SEP001122334455', 'SEP001122334466'),
-- B: to the outside, busy. C: to the outside, the caller gives up: never connected.
(1, 2, 1717405300, '2001', 'ann', 0, '90441111', '90441111', 17, 0, 1717405304, 0, 'SEP001122334455', 'SIP-TRUNK-LON'),
(1, 3, 1717405400, '2002', '', 16, '90442222', '90442222', 0, 0, 1717405415, 0, 'CSFBOB', 'SIP-TRUNK-LON'),
-- D: from outside, forwarded to voicemail. E: from outside, connected and hung up at once.
(1, 4, 1717405500, '+33155', NULL, 16, '2003', '2999', 0, 1717405520, 1717405545, 25, 'SIP-TRUNK-PAR', 'VM-PORT-1'),
(1, 5, 1717405600, '+33156', NULL, 16, '', '2001', 0, 1717405606, 1717405606, 0, 'SIP-TRUNK-PAR', 'SEP001122334455'),
-- F: a leg that a transfer ended, 393216 on the caller's side. G: neither end nor cause: empty texts.
(1, 6, 1717405700, '2001', 'ann', 393216, '2002', '2002', 0, 1717405702, 1717405712, 10, 'SEP001122334455', 'SEP001122334466'),
(1, 7, 1717405800, '2004', NULL, '', '2005', '2005', '', '', '', '', 'SEP001122334477', NULL),
-- A record of quality. H: the next day.
(2, 1, 1717405210, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 60, 'SEP001122334455', NULL),
(1, 8, 1717459200, '2001', 'ann', 0, '2002', '2002', 16, 1717459201, 1717459211, 10, 'SEP001122334455', 'SEP001122334466');
