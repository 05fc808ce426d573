INSERT INTO cdr_sip_response (id, lastSIPresponse) VALUES (1, '200 OK'), (3, '487 Request Terminated');

-- Local time of Prague on the day whose 02:00 is 03:00. UTC is an hour less before, two after.
INSERT INTO cdr (
    ID, calldate, callend, duration, connect_duration, caller, called, whohanged,
    lastSIPresponse_id, lastSIPresponseNum, caller_customer_id
) VALUES
    -- 23:59:59.999 UTC of the day before.
    (1, '2024-03-31 00:59:59.999', '2024-03-31 01:00:10.000', 10.001, 9.000, '601', '420222111222', 'caller', 1, 200, 7),
    -- 00:00 UTC.
    (2, '2024-03-31 01:00:00.000', '2024-03-31 01:01:01.500', 61.500, 59.250, '601', '420222111222', 'caller', 1, 200, 7),
    -- 00:59:59.999 UTC, the last millisecond before the jump.
    (3, '2024-03-31 01:59:59.999', '2024-03-31 03:00:03.399', 3.400, NULL, '602', '420222111223', 'caller', 3, 487, 8),
    -- 01:00 UTC, the instant of the jump.
    (4, '2024-03-31 03:00:00.000', '2024-03-31 03:00:12.300', 12.300, 10.100, '601', '420222111224', 'callee', 1, 200, 7),
    -- 23:59:59.999 UTC; answered for no whole millisecond, by a caller who is no customer.
    (5, '2024-04-01 01:59:59.999', '2024-04-01 02:00:00.399', 0.400, 0.000, '603', '420222111225', 'callee', 1, 200, NULL),
    -- 00:00 UTC of the day after.
    (6, '2024-04-01 02:00:00.000', '2024-04-01 02:00:30.000', 30.000, 29.000, '601', '420222111226', 'callee', 1, 200, 7);
