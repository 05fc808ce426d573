-- 79.5 seconds, of which the switch rounded 60.4 to 60. A price with more digits than six.
INSERT INTO cdr.cdr (
    id, customer_id, vendor_id, term_gw_id, routing_attempt, is_last_cdr, time_start, time_connect,
    time_end, duration, success, customer_price, vendor_price, profit, disconnect_initiator_id
) VALUES
    (1, 10, 20, 201, 1, TRUE, '2025-03-31 10:00:00.9+00', '2025-03-31 10:00:20+00',
     '2025-03-31 10:01:20.4+00', 60, TRUE, 0.0000005, 0.1, 0.2, 3);

-- 30.500001 seconds, unanswered: together 110.000001.
INSERT INTO cdr.cdr (
    id, customer_id, vendor_id, term_gw_id, routing_attempt, is_last_cdr, time_start, time_connect,
    time_end, duration, success, customer_price, vendor_price, profit, disconnect_initiator_id
) VALUES
    (2, 10, 20, 201, 1, TRUE, '2025-03-31 11:00:00.4+00', NULL,
     '2025-03-31 11:00:30.900001+00', 0, FALSE, 0, 0, 0, 2);

-- Within the last second of the day, and in its first millionth: 0.25 and 0.249999 seconds.
INSERT INTO cdr.cdr (
    id, customer_id, vendor_id, term_gw_id, routing_attempt, is_last_cdr, time_start, time_connect,
    time_end, duration, success, customer_price, vendor_price, profit, disconnect_initiator_id
) VALUES
    (3, 11, 20, 201, 1, TRUE, '2025-03-31 23:59:59.999999+00', NULL,
     '2025-04-01 00:00:00.249999+00', 0, FALSE, 0, 0, 0, 3),
    (4, 11, 20, 201, 1, TRUE, '2025-03-31 00:00:00.000001+00', NULL,
     '2025-03-31 00:00:00.25+00', 0, FALSE, 0, 0, 0, 3);

-- It has no end: the node that had it is gone. And one that ends on the first instant of the next day.
INSERT INTO cdr.cdr (
    id, customer_id, vendor_id, term_gw_id, routing_attempt, is_last_cdr, time_start, time_connect,
    time_end, duration, success, customer_price, vendor_price, profit, disconnect_initiator_id
) VALUES
    (5, 11, 20, 201, 1, TRUE, '2025-03-31 12:00:00+00', NULL, NULL, 0, FALSE, NULL, NULL, NULL, 1),
    (6, 11, 20, 201, 1, TRUE, '2025-04-01 00:00:00+00', NULL, '2025-04-01 00:00:09+00', 0, FALSE,
     0, 0, 0, 1);
