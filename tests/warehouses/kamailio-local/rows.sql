-- The first second of 30 March in Kyiv, 22:00 of the day before in UTC.
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain
) VALUES
    ('INVITE', 'n1-a', 'n1-b', 'n1', '200', 'OK', '2025-03-30 00:00:00',
     '1001', 'example.org', '10.0.0.1', '1002', '1002', 'example.org'),
    ('BYE', 'n1-a', 'n1-b', 'n1', '200', 'OK', '2025-03-30 00:01:00',
     '1001', 'example.org', '10.0.0.1', '1002', '1002', 'example.org');

-- Before the clock is put forward at three: 00:59:00 UTC.
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain
) VALUES
    ('INVITE', 'n2-a', 'n2-b', 'n2', '200', 'OK', '2025-03-30 02:59:00',
     '1001', 'example.org', '10.0.0.1', '1002', '1002', 'example.org'),
    ('BYE', 'n2-a', 'n2-b', 'n2', '200', 'OK', '2025-03-30 02:59:50',
     '1001', 'example.org', '10.0.0.1', '1002', '1002', 'example.org');

-- After it, a minute and ten seconds later: 01:00:10 UTC.
INSERT INTO missed_calls (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain
) VALUES
    ('INVITE', 'n3-a', 'n3-b', 'n3', '486', 'Busy Here', '2025-03-30 04:00:10',
     '1001', 'example.org', '10.0.0.1', '1002', '1002', 'example.org');

-- The last second of that day of 23 hours, 20:59:59 UTC; its BYE is on the next.
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain
) VALUES
    ('INVITE', 'n4-a', 'n4-b', 'n4', '200', 'OK', '2025-03-30 23:59:59',
     '1001', 'example.org', '10.0.0.1', '1002', '1002', 'example.org'),
    ('BYE', 'n4-a', 'n4-b', 'n4', '200', 'OK', '2025-03-31 00:00:09',
     '1001', 'example.org', '10.0.0.1', '1002', '1002', 'example.org');

-- The next day in Kyiv, still the 30th in UTC.
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain
) VALUES
    ('INVITE', 'n5-a', 'n5-b', 'n5', '200', 'OK', '2025-03-31 00:00:00',
     '1001', 'example.org', '10.0.0.1', '1002', '1002', 'example.org'),
    ('BYE', 'n5-a', 'n5-b', 'n5', '200', 'OK', '2025-03-31 00:00:20',
     '1001', 'example.org', '10.0.0.1', '1002', '1002', 'example.org');
