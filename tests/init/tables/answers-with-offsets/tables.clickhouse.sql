-- Times of answer with offsets.
CREATE TABLE calls (start_at DateTime NOT NULL, src String, dst String, answer_time Nullable(String), duration Int64 NOT NULL) ENGINE = MergeTree ORDER BY start_at;
INSERT INTO calls VALUES
 ('2026-11-30 10:00:00', '301', '302', '2026-11-30T10:00:00+01:00', 30),
 ('2026-11-30 10:01:00', '301', '302', '2026-11-30T10:00:00Z', 31),
 ('2026-11-30 10:02:00', '301', '302', '2026-11-30 10:00:00', 32),
 ('2026-11-30 10:03:00', '301', '302', '0001-01-01T00:00:00Z', 33),
 ('2026-11-30 10:04:00', '301', '302', 'null', 34),
 ('2026-11-30 10:05:00', '301', '302', '', 35);
