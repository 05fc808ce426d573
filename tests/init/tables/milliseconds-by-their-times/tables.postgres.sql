-- No name tells the unit: the times of the calls do.
CREATE TABLE sessions (
  session_uuid text, started_at timestamptz NOT NULL, answered_at timestamptz, ended_at timestamptz,
  from_number text, to_number text, duration bigint, conversation bigint, wait bigint, direction text
);
INSERT INTO sessions VALUES
 ('s1', '2025-03-01 10:00:00+00', '2025-03-01 10:00:05.5+00', '2025-03-01 10:01:07+00', '301', '302', 67000, 61500, 5500, 'in'),
 ('s2', '2025-03-01 10:02:00+00', NULL, '2025-03-01 10:02:20+00', '301', '303', 20000, 0, 20000, 'in'),
 ('s3', '2025-03-01 10:03:00+00', '2025-03-01 10:03:02+00', '2025-03-01 10:03:32.5+00', '304', '302', 32500, 30500, 2000, 'out');
