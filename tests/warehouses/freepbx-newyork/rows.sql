-- A PBX in New York, whose clock went from 02:00 to 03:00 on 10 March 2024 (at 07:00 UTC), and from 02:00
-- back to 01:00 on 3 November (at 06:00 UTC).
INSERT INTO cdr (calldate, src, dst, dcontext, channel, dstchannel, lastapp, duration, billsec, disposition,
  uniqueid, linkedid, sequence) VALUES
-- A: in winter, on the 16th by UTC.
('2024-01-15 23:30:00', '101', '102', 'from-internal', 'PJSIP/101-00000001', 'PJSIP/102-00000002', 'Dial', 7, 0, 'NO ANSWER', 'a', 'a', 1),
-- B, C: half a minute before and ten seconds after the jump of spring, 40 s apart.
('2024-03-10 01:59:30', '101', '102', 'from-internal', 'PJSIP/101-00000003', 'PJSIP/102-00000004', 'Dial', 12, 8, 'ANSWERED', 'b', 'b', 2),
('2024-03-10 03:00:10', '101', '102', 'from-internal', 'PJSIP/101-00000005', 'PJSIP/102-00000006', 'Dial', 9, 0, 'NO ANSWER', 'c', 'c', 3),
-- D: in summer, on the 2nd by UTC.
('2024-07-01 23:30:00', '101', '102', 'from-internal', 'PJSIP/101-00000007', 'PJSIP/102-00000008', 'Dial', 40, 35, 'ANSWERED', 'd', 'd', 4),
-- E: over midnight in New York; its second leg is on the 3rd there, and so are both by UTC.
('2024-07-02 23:59:55', '101', '102', 'from-internal', 'PJSIP/101-00000009', 'PJSIP/102-0000000a', 'Dial', 10, 0, 'BUSY', 'e', 'e', 5),
('2024-07-03 00:00:05', '101', '103', 'from-internal', 'PJSIP/101-00000009', 'PJSIP/103-0000000b', 'Dial', 30, 20, 'ANSWERED', 'e', 'e', 6),
-- F to I: in the night of autumn. G and H were in one of two hours, nobody knows in which.
('2024-11-03 00:30:00', '101', '102', 'from-internal', 'PJSIP/101-0000000c', 'PJSIP/102-0000000d', 'Dial', 10, 5, 'ANSWERED', 'f', 'f', 7),
('2024-11-03 01:30:00', '101', '102', 'from-internal', 'PJSIP/101-0000000e', 'PJSIP/102-0000000f', 'Dial', 20, 15, 'ANSWERED', 'g', 'g', 8),
('2024-11-03 01:45:00', '101', '102', 'from-internal', 'PJSIP/101-00000010', 'PJSIP/102-00000011', 'Dial', 3, 0, 'BUSY', 'h', 'h', 9),
('2024-11-03 02:15:00', '101', '102', 'from-internal', 'PJSIP/101-00000012', 'PJSIP/102-00000013', 'Dial', 30, 25, 'ANSWERED', 'i', 'i', 10);
