-- The caller hangs up after 90 seconds. An ACK is accounted too (report_ack).
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain
) VALUES
    ('INVITE', 'k1-a', 'k1-b', 'k1', '200', 'OK', '2025-05-10 10:00:00',
     '1001', 'example.org', '10.0.0.1', '1002', '1002-phone', 'example.org'),
    ('ACK', 'k1-a', 'k1-b', 'k1', '200', 'OK', '2025-05-10 10:00:00',
     '1001', 'example.org', '10.0.0.1', '1002', '1002-phone', 'example.org'),
    ('BYE', 'k1-a', 'k1-b', 'k1', '200', 'OK', '2025-05-10 10:01:30',
     '1001', 'example.org', '10.0.0.1', '1002', '1002', 'example.org');

-- The callee hangs up after two minutes: in the BYE's row, caller and callee have changed places.
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain
) VALUES
    ('INVITE', 'k2-a', 'k2-b', 'k2', '200', 'OK', '2025-05-10 11:00:00',
     '1001', 'example.org', '10.0.0.1', '1003', '1003', 'example.org'),
    ('BYE', 'k2-b', 'k2-a', 'k2', '200', 'OK', '2025-05-10 11:02:00',
     '1003', 'example.org', '10.0.0.1', '1001', '1001', 'example.org');

-- Busy.
INSERT INTO missed_calls (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain
) VALUES
    ('INVITE', 'k3-a', 'k3-b', 'k3', '486', 'Busy Here', '2025-05-10 12:00:00',
     '1001', 'example.org', '10.0.0.1', '1004', '1004', 'example.org');

-- Not answered at the phone, answered by voicemail: one call of both tables, 40 seconds of talk.
INSERT INTO missed_calls (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain
) VALUES
    ('INVITE', 'k4-a', 'k4-b', 'k4', '408', 'Request Timeout', '2025-05-10 13:00:20',
     '1005', 'example.org', '10.0.0.1', '1002', '1002', 'example.org');
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain
) VALUES
    ('INVITE', 'k4-a', 'k4-b', 'k4', '200', 'OK', '2025-05-10 13:00:25',
     '1005', 'example.org', '10.0.0.1', '1002', 'voicemail', 'example.org'),
    ('BYE', 'k4-a', 'k4-b', 'k4', '200', 'OK', '2025-05-10 13:01:05',
     '1005', 'example.org', '10.0.0.1', '1002', '1002', 'example.org');

-- Two failed branches, one after the other: one call. What it came to is the later, not the larger code.
INSERT INTO missed_calls (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain
) VALUES
    ('INVITE', 'k5-a', 'k5-b', 'k5', '486', 'Busy Here', '2025-05-10 14:00:05',
     '1005', 'example.org', '10.0.0.1', '1003', '1003', 'example.org'),
    ('INVITE', 'k5-a', 'k5-b', 'k5', '408', 'Request Timeout', '2025-05-10 14:00:35',
     '1005', 'example.org', '10.0.0.1', '1003', '1003', 'example.org');

-- A 200 that was retransmitted, and BYEs of both sides that crossed, the callee's first: 31 seconds.
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain
) VALUES
    ('INVITE', 'k6-a', 'k6-b', 'k6', '200', 'OK', '2025-05-10 15:00:00',
     '4930555', 'example.org', '192.0.2.9', '1001', '1001', 'example.org'),
    ('INVITE', 'k6-a', 'k6-b', 'k6', '200', 'OK', '2025-05-10 15:00:01',
     '4930555', 'example.org', '192.0.2.9', '1001', '1001', 'example.org'),
    ('BYE', 'k6-b', 'k6-a', 'k6', '200', 'OK', '2025-05-10 15:00:31',
     '1001', 'example.org', '10.0.0.1', '4930555', '4930555', 'example.org'),
    ('BYE', 'k6-a', 'k6-b', 'k6', '200', 'OK', '2025-05-10 15:00:32',
     '4930555', 'example.org', '10.0.0.1', '1001', '1001', 'example.org');

-- Answered, no BYE: still up, or lost. The caller's name is no number.
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain
) VALUES
    ('INVITE', 'k7-a', 'k7-b', 'k7', '200', 'OK', '2025-05-10 16:00:00',
     'alice', 'example.org', '10.0.0.1', '1001', '1001', 'example.org');

-- Answered ten seconds before the day, hung up within it: a call of 9 May.
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain
) VALUES
    ('INVITE', 'k8-a', 'k8-b', 'k8', '200', 'OK', '2025-05-09 23:59:50',
     '1001', 'example.org', '10.0.0.1', '1002', '1002', 'example.org'),
    ('BYE', 'k8-a', 'k8-b', 'k8', '200', 'OK', '2025-05-10 00:05:00',
     '1001', 'example.org', '10.0.0.1', '1002', '1002', 'example.org');

-- Answered ten seconds before the day's end, hung up after it: 30 seconds, all of them of 10 May.
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain
) VALUES
    ('INVITE', 'k9-a', 'k9-b', 'k9', '200', 'OK', '2025-05-10 23:59:50',
     '1001', 'example.org', '10.0.0.1', '1002', '1002', 'example.org'),
    ('BYE', 'k9-a', 'k9-b', 'k9', '200', 'OK', '2025-05-11 00:00:20',
     '1001', 'example.org', '10.0.0.1', '1002', '1002', 'example.org');

-- A BYE without an INVITE, answered 481: no call.
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain
) VALUES
    ('BYE', 'k10-a', 'k10-b', 'k10', '481', 'Call/Transaction Does Not Exist', '2025-05-10 17:00:00',
     '1001', 'example.org', '10.0.0.1', '1002', '1002', 'example.org');

-- The first instant of 11 May.
INSERT INTO missed_calls (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain
) VALUES
    ('INVITE', 'k11-a', 'k11-b', 'k11', '404', 'Not Found', '2025-05-11 00:00:00',
     '1001', 'example.org', '10.0.0.1', '1009', '1009', 'example.org');

-- An instant message.
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain
) VALUES
    ('MESSAGE', 'k12-a', 'k12-b', 'k12', '202', 'Accepted', '2025-05-10 18:00:00',
     '1001', 'example.org', '10.0.0.1', '1002', '1002', 'example.org');
INSERT INTO missed_calls (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain
) VALUES
    ('MESSAGE', 'k12-a', 'k12-b', 'k12', '480', 'Temporarily Unavailable', '2025-05-10 18:00:00',
     '1001', 'example.org', '10.0.0.1', '1002', '1002', 'example.org');

-- The first branch failed on 9 May, the second was answered on 10 May: a call of 9 May.
INSERT INTO missed_calls (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain
) VALUES
    ('INVITE', 'k13-a', 'k13-b', 'k13', '408', 'Request Timeout', '2025-05-09 23:59:58',
     '1005', 'example.org', '10.0.0.1', '1002', '1002', 'example.org');
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain
) VALUES
    ('INVITE', 'k13-a', 'k13-b', 'k13', '200', 'OK', '2025-05-10 00:00:03',
     '1005', 'example.org', '10.0.0.1', '1002', 'voicemail', 'example.org'),
    ('BYE', 'k13-a', 'k13-b', 'k13', '200', 'OK', '2025-05-10 00:00:33',
     '1005', 'example.org', '10.0.0.1', '1002', '1002', 'example.org');

-- A failed INVITE in both tables (FLT_ACCFAILED is set for it too): one call.
INSERT INTO missed_calls (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain
) VALUES
    ('INVITE', 'k14-a', 'k14-b', 'k14', '503', 'Service Unavailable', '2025-05-10 19:00:05',
     '1005', 'example.org', '10.0.0.1', '004930777', '004930777', 'example.org');
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain
) VALUES
    ('INVITE', 'k14-a', 'k14-b', 'k14', '503', 'Service Unavailable', '2025-05-10 19:00:05',
     '1005', 'example.org', '10.0.0.1', '004930777', '004930777', 'example.org');

-- Nearly twelve hours of talk across midnight.
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain
) VALUES
    ('INVITE', 'k15-a', 'k15-b', 'k15', '200', 'OK', '2025-05-12 23:30:00',
     '1001', 'example.org', '10.0.0.1', '1002', '1002', 'example.org'),
    ('BYE', 'k15-a', 'k15-b', 'k15', '200', 'OK', '2025-05-13 11:29:00',
     '1001', 'example.org', '10.0.0.1', '1002', '1002', 'example.org');

-- Cancelled in the last second of 13 May, and its INVITE ended on the 14th. The CANCEL is accounted
-- too (report_cancels), and is not where the call begins.
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain
) VALUES
    ('CANCEL', 'k16-a', 'k16-b', 'k16', '200', 'OK', '2025-05-13 23:59:59',
     '1001', 'example.org', '10.0.0.1', '1002', '1002', 'example.org');
INSERT INTO missed_calls (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain
) VALUES
    ('INVITE', 'k16-a', 'k16-b', 'k16', '487', 'Request Terminated', '2025-05-14 00:00:00',
     '1001', 'example.org', '10.0.0.1', '1002', '1002', 'example.org');

-- Without a Call-ID.
INSERT INTO acc (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain
) VALUES
    ('INVITE', 'k17-a', 'k17-b', '', '200', 'OK', '2025-05-20 10:00:00',
     '1001', 'example.org', '10.0.0.1', '1002', '1002', 'example.org'),
    ('BYE', 'k17-a', 'k17-b', '', '200', 'OK', '2025-05-20 10:01:00',
     '1001', 'example.org', '10.0.0.1', '1002', '1002', 'example.org');
INSERT INTO missed_calls (
    method, from_tag, to_tag, callid, sip_code, sip_reason, time,
    src_user, src_domain, src_ip, dst_ouser, dst_user, dst_domain
) VALUES
    ('INVITE', 'k18-a', 'k18-b', '', '486', 'Busy Here', '2025-05-20 10:02:00',
     '1001', 'example.org', '10.0.0.1', '1003', '1003', 'example.org'),
    ('INVITE', 'k18-a', 'k18-b', '', '486', 'Busy Here', '2025-05-20 10:02:00',
     '1001', 'example.org', '10.0.0.1', '1003', '1003', 'example.org');
