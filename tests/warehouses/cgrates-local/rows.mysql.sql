-- The first second of 26 October in Berlin, the day on which the clock is put back at three.
INSERT INTO cdrs (
    cgrid, run_id, origin_host, source, origin_id, tor, request_type, tenant, category, account,
    subject, destination, setup_time, answer_time, `usage`, extra_fields, cost_source, cost, deleted_at
) VALUES
    ('d1', '*default', '10.0.0.5', 'FS_CHANNEL_HANGUP_COMPLETE', 'd1@fs1',
     '*voice', '*prepaid', 'cgrates.org', 'call', '1001', '1001', '+4930111',
     '2025-10-26 00:00:00', '2025-10-26 00:00:02', 10000000000, '{"DisconnectCause": "NORMAL_CLEARING"}', '*sessions', 0.0100, NULL);

-- The last second before the hour that comes twice, while it is still 25 October in UTC.
INSERT INTO cdrs (
    cgrid, run_id, origin_host, source, origin_id, tor, request_type, tenant, category, account,
    subject, destination, setup_time, answer_time, `usage`, extra_fields, cost_source, cost, deleted_at
) VALUES
    ('d2', '*default', '10.0.0.5', 'FS_CHANNEL_HANGUP_COMPLETE', 'd2@fs1',
     '*voice', '*prepaid', 'cgrates.org', 'call', '1001', '1001', '+4930111',
     '2025-10-26 01:59:59', '2025-10-26 02:00:01', 20000000000, '{"DisconnectCause": "NORMAL_CLEARING"}', '*sessions', 0.0200, NULL);

-- The first second after both passes of that hour: two hours and a second after the call above.
INSERT INTO cdrs (
    cgrid, run_id, origin_host, source, origin_id, tor, request_type, tenant, category, account,
    subject, destination, setup_time, answer_time, `usage`, extra_fields, cost_source, cost, deleted_at
) VALUES
    ('d3', '*default', '10.0.0.5', 'FS_CHANNEL_HANGUP_COMPLETE', 'd3@fs1',
     '*voice', '*prepaid', 'cgrates.org', 'call', '1001', '1001', '+4930111',
     '2025-10-26 03:00:00', NULL, 0, '{"DisconnectCause": "USER_BUSY"}', '*sessions', 0.0000, NULL);

-- The last second of the day in Berlin.
INSERT INTO cdrs (
    cgrid, run_id, origin_host, source, origin_id, tor, request_type, tenant, category, account,
    subject, destination, setup_time, answer_time, `usage`, extra_fields, cost_source, cost, deleted_at
) VALUES
    ('d4', '*default', '10.0.0.5', 'FS_CHANNEL_HANGUP_COMPLETE', 'd4@fs1',
     '*voice', '*prepaid', 'cgrates.org', 'call', '1001', '1001', '+4930111',
     '2025-10-26 23:59:59', '2025-10-27 00:00:04', 40000000000, '{"DisconnectCause": "NORMAL_CLEARING"}', '*sessions', 0.0400, NULL);

-- The next day in Berlin, still 26 October in UTC.
INSERT INTO cdrs (
    cgrid, run_id, origin_host, source, origin_id, tor, request_type, tenant, category, account,
    subject, destination, setup_time, answer_time, `usage`, extra_fields, cost_source, cost, deleted_at
) VALUES
    ('d5', '*default', '10.0.0.5', 'FS_CHANNEL_HANGUP_COMPLETE', 'd5@fs1',
     '*voice', '*prepaid', 'cgrates.org', 'call', '1001', '1001', '+4930111',
     '2025-10-27 00:00:00', '2025-10-27 00:00:05', 50000000000, '{"DisconnectCause": "NORMAL_CLEARING"}', '*sessions', 0.0500, NULL);
