-- Id 7 is a reply without words; id 99, which a row below refers to, is not there.
INSERT INTO cdr_sip_response (id, lastSIPresponse) VALUES
    (1, '200 OK'), (2, '486 Busy Here'), (3, '487 Request Terminated'), (6, '603 Decline'), (7, NULL);

-- Addresses: 167772161 is 10.0.0.1, 167837695 is 10.0.255.255, 3232301054 is 192.168.255.254.
INSERT INTO cdr (
    ID, calldate, callend, duration, connect_duration, progress_time, caller, called, sipcalledip,
    whohanged, lastSIPresponse_id, lastSIPresponseNum, reason_q850_cause, mos_min_mult10, id_sensor,
    price_customer_mult1000000, price_customer_currency_id,
    price_operator_mult1000000, price_operator_currency_id
) VALUES
    -- Answered, at the first instant of the window; 1.234567 sold, 0.5 bought.
    (1, '2024-03-10 00:00:00', '2024-03-10 00:01:15', 75, 60, 5, '1001', '442071838750', 167772161,
     'caller', 1, 200, 16, 42, 1, 1234567, 1, 500000, 1),
    -- Busy. No price: NULL, not 0.
    (2, '2024-03-10 09:15:00', '2024-03-10 09:15:10', 10, NULL, NULL, '1001', '442071838751', 3232301054,
     'callee', 2, 486, 17, NULL, 1, NULL, NULL, NULL, NULL),
    -- Answered for less than a second: 0, not NULL.
    (3, '2024-03-10 09:20:00', '2024-03-10 09:20:25', 25, 0, 4, '1002', '442071838750', 167772161,
     'caller', 1, 200, 16, NULL, 1, 0, 1, 0, 1),
    -- Given up while ringing. The caller differs from call 13's by case alone.
    (4, '2024-03-10 10:00:00', '2024-03-10 10:00:32', 32, NULL, 3, 'alice', '442071838752', 3232301054,
     'caller', 3, 487, NULL, NULL, 2, NULL, NULL, NULL, NULL),
    -- In the last second of the window; sold for one millionth, bought for two: below zero.
    (5, '2024-03-10 23:59:59', '2024-03-11 00:02:09', 130, 121, 4, '1001', '33140205050', 167772161,
     'callee', 1, 200, 16, 38, 2, 1, 1, 2, 1),
    -- The first instant after the window.
    (6, '2024-03-11 00:00:00', '2024-03-11 00:08:20', 500, 490, 9, '1001', '33140205050', 167772161,
     'callee', 1, 200, 16, 10, 2, 99000000, 1, 1, 1),
    -- The last second before it.
    (7, '2024-03-09 23:59:59', '2024-03-10 00:05:00', 301, 300, 9, '1001', '33140205050', 167772161,
     'callee', 1, 200, 16, 10, 2, 88000000, 1, 1, 1),
    -- No reply at all: number 0 and no text.
    (8, '2024-03-10 12:00:00', '2024-03-10 12:00:32', 32, NULL, NULL, '1003', '442071838753', 167837695,
     NULL, NULL, 0, NULL, NULL, 1, NULL, NULL, NULL, NULL),
    -- A reply whose words are gone.
    (9, '2024-03-10 12:01:00', '2024-03-10 12:01:01', 1, NULL, NULL, '1003', '442071838754', 167837695,
     NULL, 99, 404, 1, NULL, 1, NULL, NULL, NULL, NULL),
    -- A reply that has no words, to an address that was not seen.
    (10, '2024-03-10 12:02:00', '2024-03-10 12:02:02', 2, NULL, NULL, '1003', '442071838755', NULL,
     NULL, 7, 503, 34, NULL, 1, NULL, NULL, NULL, NULL),
    -- Sold for 5 in another currency.
    (11, '2024-03-10 13:00:00', '2024-03-10 13:01:04', 64, 59, 5, '1004', '442071838756', 3232301054,
     'callee', 1, 200, 16, 40, 1, 5000000, 2, 1000000, 1),
    -- Its price could not be found: currency 255. Its end was not seen.
    (12, '2024-03-10 13:30:00', '2024-03-10 13:30:31', 31, 30, NULL, '1004', '442071838757', 167772161,
     NULL, 1, 200, NULL, NULL, NULL, NULL, 255, NULL, 255),
    -- Refused by the person called: the network did its work.
    (13, '2024-03-10 14:00:00', '2024-03-10 14:00:08', 8, NULL, NULL, 'Alice', '442071838758', 3232301054,
     'callee', 6, 603, 21, NULL, 1, NULL, NULL, NULL, NULL);
