INSERT INTO vicidial_carrier_log (uniqueid, call_date, server_ip, lead_id, hangup_cause, dialstatus, channel, dial_time, answered_time) VALUES
('1717405200.1', '2024-06-03 09:01:15', '10.0.0.1', 11, 16, 'ANSWER', 'SIP/carrier-a-0000002b', 75, 60),
('1717405300.2', '2024-06-03 09:02:10', '10.0.0.1', 12, 17, 'BUSY', 'SIP/carrier-a-0000002c', 4, 0),
('1717405400.3', '2024-06-03 09:03:30', '10.0.0.2', 13, 127, 'NOANSWER', 'IAX2/carrier-b-117', 30, NULL),
('1717405500.4', '2024-06-03 09:04:00', '10.0.0.2', NULL, 0, 'CHANUNAVAIL', 'Local/58600051@default-1c2d,2', NULL, NULL),
-- Answered for less than a second; a total that was not told; seconds of talk without an answer.
('1717405600.5', '2024-06-03 09:05:00', '10.0.0.1', 15, 16, 'ANSWER', 'DAHDI/i1/5551234-7', 9, 0),
('1717405700.6', '2024-06-03 09:06:00', '10.0.0.1', 16, 16, 'ANSWER', 'DAHDI/i1/5551235-8', 0, 20),
('1717405800.7', '2024-06-03 09:07:00', '10.0.0.1', 17, NULL, 'CANCEL', NULL, 12, 3),
('1717459200.8', '2024-06-04 00:00:00', '10.0.0.1', 18, 16, 'ANSWER', 'SIP/carrier-a-0000002d', 40, 30);
