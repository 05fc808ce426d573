-- The first second of 2 November in New York, the day on which the clock is put back at two: 04:00 UTC.
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time, duration, ms_duration,
    setuptime, created, caller_id, callee_id
) VALUES
    ('INVITE', 'p1-a', 'p1-b', 'p1', '200', 'OK', '2025-11-02 00:00:06', 11, 10400, 6,
     '2025-11-02 00:00:00', '2125550101', '442071838750');

-- Before the hour that comes twice: 04:59:58 UTC. A branch failed first.
INSERT INTO missed_calls (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time, setuptime, created,
    caller_id, callee_id
) VALUES
    ('INVITE', 'p2-a', 'p2-b', 'p2', '480', 'Temporarily Unavailable',
     '2025-11-02 00:59:58', 10, '2025-11-02 00:59:58', '2125550101', '2125550102');
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time, duration, ms_duration,
    setuptime, created, caller_id, callee_id
) VALUES
    ('INVITE', 'p2-a', 'p2-c', 'p2', '200', 'OK', '2025-11-02 01:00:10', 5, 4600, 12,
     '2025-11-02 00:59:58', '2125550101', '2125550102');

-- After both passes of that hour: 07:00 UTC.
INSERT INTO missed_calls (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time, setuptime, created,
    caller_id, callee_id
) VALUES
    ('INVITE', 'p3-a', 'p3-b', 'p3', '486', 'Busy Here', '2025-11-02 02:00:00', 7,
     '2025-11-02 02:00:00', '2125550102', '2125550101');

-- The last second of that day of 25 hours: 04:59:59 UTC of the next.
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time, duration, ms_duration,
    setuptime, created, caller_id, callee_id
) VALUES
    ('INVITE', 'p4-a', 'p4-b', 'p4', '200', 'OK', '2025-11-03 00:00:01', 1, 250, 2,
     '2025-11-02 23:59:59', 'anonymous', '2125550101');

-- The next day in New York.
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time, duration, ms_duration,
    setuptime, created, caller_id, callee_id
) VALUES
    ('INVITE', 'p5-a', 'p5-b', 'p5', '200', 'OK', '2025-11-03 00:00:01', 9, 8750, 1,
     '2025-11-03 00:00:00', '2125550101', '2125550102');
