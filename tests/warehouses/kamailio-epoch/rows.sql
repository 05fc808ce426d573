-- Answered half a minute before the clock is put back, hung up half a minute after: 60.25 seconds, although
-- the local times are an hour less a minute apart the wrong way round.
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain, time_attr
) VALUES
    ('INVITE', 'e1-a', 'e1-b', 'e1', '200', 'OK', '2025-10-26 03:59:30',
     '1001', 'example.org', '10.0.0.1', '1002', '1002', 'example.org', 1761440370.000),
    ('BYE', 'e1-a', 'e1-b', 'e1', '200', 'OK', '2025-10-26 03:00:30',
     '1001', 'example.org', '10.0.0.1', '1002', '1002', 'example.org', 1761440430.250);

-- Within the hour that comes twice, in its second pass: 0.125 seconds.
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain, time_attr
) VALUES
    ('INVITE', 'e2-a', 'e2-b', 'e2', '200', 'OK', '2025-10-26 03:10:00',
     '1001', 'example.org', '10.0.0.1', '1003', '1003', 'example.org', 1761441000.500),
    ('BYE', 'e2-a', 'e2-b', 'e2', '200', 'OK', '2025-10-26 03:10:00',
     '1001', 'example.org', '10.0.0.1', '1003', '1003', 'example.org', 1761441000.625);

-- A failure a millisecond before 02:00 UTC, and one at 02:00.
INSERT INTO missed_calls (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain, time_attr
) VALUES
    ('INVITE', 'e3-a', 'e3-b', 'e3', '486', 'Busy Here', '2025-10-26 03:59:59',
     '1001', 'example.org', '10.0.0.1', '1004', '1004', 'example.org', 1761443999.999),
    ('INVITE', 'e4-a', 'e4-b', 'e4', '486', 'Busy Here', '2025-10-26 04:00:00',
     '1001', 'example.org', '10.0.0.1', '1004', '1004', 'example.org', 1761444000.000);
