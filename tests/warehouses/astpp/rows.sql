INSERT INTO trunks (id, name) VALUES (1, 'london'), (2, 'paris');

INSERT INTO cdrs (uniqueid, accountid, sip_user, callerid, callednum, billseconds, trunk_id, disposition, callstart, debit,
  cost, provider_id, call_direction, calltype) VALUES
-- A: to the outside, 60 s. B: refused by the carrier.
('a', 5, '1001', 'Ann <4930111>', '441234', 60, 1, 'NORMAL_CLEARING [16]', '2024-06-03 09:00:00', 0.12, 0.08, 3, 'outbound', 'STANDARD'),
('b', 5, '1001', 'Ann <4930111>', '441235', 0, 2, 'USER_BUSY [17]', '2024-06-03 09:01:00', 0, 0, 3, 'outbound', 'STANDARD'),
-- C: from outside to a DID: charged to the carrier's account, and to whose DID it is.
('c', 9, '', 'Bob <33155>', '4930222', 30, 0, 'NORMAL_CLEARING [16]', '2024-06-03 09:02:00', 0.01, 0, 0, 'outbound', 'DID'),
('c', 6, '', 'Bob <33155>', '4930222', 30, 0, 'NORMAL_CLEARING [16]', '2024-06-03 09:02:00', 0.02, 0, 0, 'inbound', 'DID'),
-- D: between two accounts of the house, nobody answered.
('d', 5, '1001', 'Ann <4930111>', '1002', 0, 0, 'NO_ANSWER [19]', '2024-06-03 09:03:00', 0, 0, 0, 'outbound', 'LOCAL'),
('d', 6, '', 'Ann <4930111>', '1002', 0, 0, 'NO_ANSWER [19]', '2024-06-03 09:03:00', 0, 0, 0, 'inbound', 'LOCAL'),
-- E: only who was called has a row. F: FreeSWITCH's own cause, no account, an anonymous caller.
('e', 6, '', '33199', '4930222', 0, 0, 'ORIGINATOR_CANCEL [487]', '2024-06-03 09:04:00', 0, 0, 0, 'inbound', 'DID'),
('f', 0, '', '', '441236', 0, 0, 'UNALLOCATED', '2024-06-03 09:05:00', 0, 0, 0, 'outbound', 'STANDARD'),
-- G and H: without an id, two calls.
('', 7, '1007', '<>', '441237', 12, 2, 'NORMAL_CLEARING [16]', '2024-06-03 09:06:00', 0.05, 0.06, 4, 'outbound', 'STANDARD'),
('', 7, '1007', '<>', '441237', 18, 2, 'NORMAL_CLEARING [16]', '2024-06-03 09:07:00', 0.05, 0.06, 4, 'outbound', 'FREE'),
-- I: the next day.
('i', 5, '1001', 'Ann <4930111>', '441234', 60, 1, 'NORMAL_CLEARING [16]', '2024-06-04 00:00:00', 0.12, 0.08, 3, 'outbound', 'STANDARD');
