-- Times of answer that were never set.
CREATE TABLE calls (start_at DateTime NOT NULL, src String, dst String, answer_time DateTime, end_time DateTime) ENGINE = MergeTree ORDER BY start_at;
INSERT INTO calls VALUES
 ('2026-11-30 10:00:00', '301', '302', '2026-11-30 10:00:05', '2026-11-30 10:01:05'),
 ('2026-11-30 10:01:00', '301', '302', '1970-01-01 00:00:00', '2026-11-30 10:01:20');
