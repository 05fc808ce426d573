-- A call in three charging runs: the one that counts, a raw one without a price, a supplier's.
INSERT INTO cdrs (
    cgrid, run_id, origin_host, source, origin_id, tor, request_type, tenant, category, account,
    subject, destination, setup_time, answer_time, usage, extra_fields, cost_source, cost, deleted_at
) VALUES
    ('c1', '*default', '10.0.0.5', 'FS_CHANNEL_HANGUP_COMPLETE', 'c1@fs1',
     '*voice', '*prepaid', 'cgrates.org', 'call', '1001', '1001', '+4930111',
     '2025-06-02 10:00:00+00', '2025-06-02 10:00:08+00', 60000000000, '{"DisconnectCause": "NORMAL_CLEARING"}', '*sessions', 0.0600, NULL),
    ('c1', '*raw', '10.0.0.5', 'FS_CHANNEL_HANGUP_COMPLETE', 'c1@fs1',
     '*voice', '*prepaid', 'cgrates.org', 'call', '1001', '1001', '+4930111',
     '2025-06-02 10:00:00+00', '2025-06-02 10:00:08+00', 60000000000, '{"DisconnectCause": "NORMAL_CLEARING"}', '', -1.0000, NULL),
    ('c1', 'supplier1', '10.0.0.5', 'FS_CHANNEL_HANGUP_COMPLETE', 'c1@fs1',
     '*voice', '*prepaid', 'cgrates.org', 'call', '1001', 'carrier_a', '+4930111',
     '2025-06-02 10:00:00+00', '2025-06-02 10:00:08+00', 60000000000, '{"DisconnectCause": "NORMAL_CLEARING"}', '*sessions', 0.0400, NULL);

-- Busy, with and without a price; its raw run is no further call.
INSERT INTO cdrs (
    cgrid, run_id, origin_host, source, origin_id, tor, request_type, tenant, category, account,
    subject, destination, setup_time, answer_time, usage, extra_fields, cost_source, cost, deleted_at
) VALUES
    ('c2', '*default', '10.0.0.5', 'FS_CHANNEL_HANGUP_COMPLETE', 'c2@fs1',
     '*voice', '*prepaid', 'cgrates.org', 'call', '1001', '1001', '+4930222',
     '2025-06-02 10:30:00+00', NULL, 0, '{"DisconnectCause": "USER_BUSY"}', '*sessions', 0.0000, NULL),
    ('c2', '*raw', '10.0.0.5', 'FS_CHANNEL_HANGUP_COMPLETE', 'c2@fs1',
     '*voice', '*prepaid', 'cgrates.org', 'call', '1001', '1001', '+4930222',
     '2025-06-02 10:30:00+00', NULL, 0, '{"DisconnectCause": "USER_BUSY"}', '', -1.0000, NULL);

-- Answered for 90.5 seconds, and rating failed: -1 is no price. Extra fields that are JSON's null.
INSERT INTO cdrs (
    cgrid, run_id, origin_host, source, origin_id, tor, request_type, tenant, category, account,
    subject, destination, setup_time, answer_time, usage, extra_fields, cost_source, cost, deleted_at
) VALUES
    ('c3', '*default', '10.0.0.5', 'FS_CHANNEL_HANGUP_COMPLETE', 'c3@fs1',
     '*voice', '*rated', 'cgrates.org', 'call', '1002', '1002-office', '+4930111',
     '2025-06-02 11:00:00+00', '2025-06-02 11:00:05+00', 90500000000, 'null', '', -1.0000, NULL);

-- Not answered, written with a zero date.
INSERT INTO cdrs (
    cgrid, run_id, origin_host, source, origin_id, tor, request_type, tenant, category, account,
    subject, destination, setup_time, answer_time, usage, extra_fields, cost_source, cost, deleted_at
) VALUES
    ('c4', '*default', '10.0.0.5', 'FS_CHANNEL_HANGUP_COMPLETE', 'c4@fs1',
     '*voice', '*prepaid', 'cgrates.org', 'call', '1002', '1002', '+4930333',
     '2025-06-02 11:30:00+00', '0001-01-01 00:00:00+00', 0, '{"DisconnectCause": "NO_ANSWER"}', '*sessions', 0.0000, NULL);

-- Removed.
INSERT INTO cdrs (
    cgrid, run_id, origin_host, source, origin_id, tor, request_type, tenant, category, account,
    subject, destination, setup_time, answer_time, usage, extra_fields, cost_source, cost, deleted_at
) VALUES
    ('c5', '*default', '10.0.0.5', 'FS_CHANNEL_HANGUP_COMPLETE', 'c5@fs1',
     '*voice', '*prepaid', 'cgrates.org', 'call', '1002', '1002', '+4930111',
     '2025-06-02 12:00:00+00', '2025-06-02 12:00:05+00', 1000000000000, '{"DisconnectCause": "NORMAL_CLEARING"}', '*sessions', 9.0000, '2025-06-03 08:00:00+00');

-- A text message is no call.
INSERT INTO cdrs (
    cgrid, run_id, origin_host, source, origin_id, tor, request_type, tenant, category, account,
    subject, destination, setup_time, answer_time, usage, extra_fields, cost_source, cost, deleted_at
) VALUES
    ('c6', '*default', '10.0.0.5', 'FS_CHANNEL_HANGUP_COMPLETE', 'c6@fs1',
     '*sms', '*prepaid', 'cgrates.org', 'sms', '1001', '1001', '+4930111',
     '2025-06-02 12:10:00+00', '2025-06-02 12:10:00+00', 1, '{}', '*sessions', 0.0200, NULL);

-- Half a second at the end of the day; the account is a name.
INSERT INTO cdrs (
    cgrid, run_id, origin_host, source, origin_id, tor, request_type, tenant, category, account,
    subject, destination, setup_time, answer_time, usage, extra_fields, cost_source, cost, deleted_at
) VALUES
    ('c7', '*default', '10.0.0.5', 'FS_CHANNEL_HANGUP_COMPLETE', 'c7@fs1',
     '*voice', '*prepaid', 'cgrates.org', 'call', 'alice', 'alice', '+4930111',
     '2025-06-02 23:59:59+00', '2025-06-03 00:00:04+00', 500000000, '{"DisconnectCause": "NORMAL_CLEARING"}', '*sessions', 0.0001, NULL);

-- The first call of the next day.
INSERT INTO cdrs (
    cgrid, run_id, origin_host, source, origin_id, tor, request_type, tenant, category, account,
    subject, destination, setup_time, answer_time, usage, extra_fields, cost_source, cost, deleted_at
) VALUES
    ('c8', '*default', '10.0.0.5', 'FS_CHANNEL_HANGUP_COMPLETE', 'c8@fs1',
     '*voice', '*prepaid', 'cgrates.org', 'call', '1001', '1001', '+4930111',
     '2025-06-03 00:00:00+00', '2025-06-03 00:00:05+00', 30000000000, '{"DisconnectCause": "NORMAL_CLEARING"}', '*sessions', 0.0300, NULL);

-- Answered and hung up at once: no usage, but answered.
INSERT INTO cdrs (
    cgrid, run_id, origin_host, source, origin_id, tor, request_type, tenant, category, account,
    subject, destination, setup_time, answer_time, usage, extra_fields, cost_source, cost, deleted_at
) VALUES
    ('c9', '*default', '10.0.0.5', 'FS_CHANNEL_HANGUP_COMPLETE', 'c9@fs1',
     '*voice', '*prepaid', 'cgrates.org', 'call', '1001', '1001', '+4930222',
     '2025-06-02 13:00:00+00', '2025-06-02 13:00:09+00', 0, '{"DisconnectCause": "NORMAL_CLEARING"}', '*sessions', 0.0000, NULL);

-- Not answered, with the epoch of 0 that a switch sent. Never rated.
INSERT INTO cdrs (
    cgrid, run_id, origin_host, source, origin_id, tor, request_type, tenant, category, account,
    subject, destination, setup_time, answer_time, usage, extra_fields, cost_source, cost, deleted_at
) VALUES
    ('c10', '*default', '10.0.0.5', 'FS_CHANNEL_HANGUP_COMPLETE', 'c10@fs1',
     '*voice', '*postpaid', 'cgrates.org', 'call', '1003', '1003', '+4930111',
     '2025-06-02 13:30:00+00', '1970-01-01 00:00:00+00', 0, '{"DisconnectCause": "ORIGINATOR_CANCEL"}', '', -1.0000, NULL);
