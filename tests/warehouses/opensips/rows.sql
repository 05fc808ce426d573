-- A call of 90.25 seconds, written at its end, and the row that a script's accounting of BYE adds: created
-- in 1970, with the seconds since then as its setup time.
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time, duration, ms_duration,
    setuptime, created
) VALUES
    ('INVITE', 'o1-a', 'o1-b', 'o1', '200', 'OK', '2025-05-10 10:00:10', 91, 90250, 10,
     '2025-05-10 10:00:00'),
    ('BYE', 'o1-a', 'o1-b', 'o1', '200', 'OK', '2025-05-10 10:01:40', 0, 0, 1746871300,
     '1970-01-01 00:00:00');

-- Busy after five seconds.
INSERT INTO missed_calls (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time, setuptime, created
) VALUES
    ('INVITE', 'o2-a', 'o2-b', 'o2', '486', 'Busy Here', '2025-05-10 11:00:00', 5,
     '2025-05-10 11:00:00');

-- One phone did not answer, another did: rows in both tables, one call.
INSERT INTO missed_calls (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time, setuptime, created
) VALUES
    ('INVITE', 'o3-a', 'o3-b', 'o3', '408', 'Request Timeout', '2025-05-10 12:00:00', 20,
     '2025-05-10 12:00:00');
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time, duration, ms_duration,
    setuptime, created
) VALUES
    ('INVITE', 'o3-a', 'o3-c', 'o3', '200', 'OK', '2025-05-10 12:00:25', 60, 59001, 25,
     '2025-05-10 12:00:00');

-- A failure in both tables (flags missed and failed): one call.
INSERT INTO missed_calls (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time, setuptime, created
) VALUES
    ('INVITE', 'o4-a', 'o4-b', 'o4', '503', 'Service Unavailable', '2025-05-10 13:00:00', 2,
     '2025-05-10 13:00:00');
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time, duration, ms_duration,
    setuptime, created
) VALUES
    ('INVITE', 'o4-a', 'o4-b', 'o4', '503', 'Service Unavailable', '2025-05-10 13:00:00', 0,
     0, 2, '2025-05-10 13:00:00');

-- Multi-leg accounting: a row for each leg, each with the whole call's half a minute.
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time, duration, ms_duration,
    setuptime, created
) VALUES
    ('INVITE', 'o5-a', 'o5-b', 'o5', '200', 'OK', '2025-05-10 14:00:03', 30, 30000, 3,
     '2025-05-10 14:00:00'),
    ('INVITE', 'o5-a', 'o5-b', 'o5', '200', 'OK', '2025-05-10 14:00:03', 30, 30000, 3,
     '2025-05-10 14:00:00');

-- Called on 9 May, answered on 10 May: a call of 9 May.
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time, duration, ms_duration,
    setuptime, created
) VALUES
    ('INVITE', 'o6-a', 'o6-b', 'o6', '200', 'OK', '2025-05-10 00:00:05', 20, 19500, 10,
     '2025-05-09 23:59:55');

-- Called in the last second of 10 May, answered on the next day, for a millisecond.
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time, duration, ms_duration,
    setuptime, created
) VALUES
    ('INVITE', 'o7-a', 'o7-b', 'o7', '200', 'OK', '2025-05-11 00:00:04', 1, 1, 5,
     '2025-05-10 23:59:59');

-- Failures written without the flag cdr: created in 1970, or not known when at all.
INSERT INTO missed_calls (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time, setuptime, created
) VALUES
    ('INVITE', 'o8-a', 'o8-b', 'o8', '404', 'Not Found', '2025-05-10 15:00:00', 1746889215,
     '1970-01-01 00:00:00'),
    ('INVITE', 'o9-a', 'o9-b', 'o9', '403', 'Forbidden', '2025-05-10 16:00:00', 0, NULL);

-- An instant message.
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time, duration, ms_duration,
    setuptime, created
) VALUES
    ('MESSAGE', 'o10-a', 'o10-b', 'o10', '202', 'Accepted', '2025-05-10 17:00:00', 0, 0, 0,
     '2025-05-10 17:00:00');

-- Two branches, one after the other. What the call came to is the later, not the larger code.
INSERT INTO missed_calls (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time, setuptime, created
) VALUES
    ('INVITE', 'o11-a', 'o11-b', 'o11', '486', 'Busy Here', '2025-05-10 18:00:00', 5,
     '2025-05-10 18:00:00'),
    ('INVITE', 'o11-a', 'o11-c', 'o11', '408', 'Request Timeout', '2025-05-10 18:00:00', 35,
     '2025-05-10 18:00:00');

-- The first instant of 11 May.
INSERT INTO missed_calls (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time, setuptime, created
) VALUES
    ('INVITE', 'o12-a', 'o12-b', 'o12', '404', 'Not Found', '2025-05-11 00:00:00', 1,
     '2025-05-11 00:00:00');
