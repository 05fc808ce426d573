-- Rows that are marked.
CREATE TABLE calls (start_at DateTime NOT NULL, src String, dst String, duration Int64 NOT NULL, talk_time Int64 NOT NULL, is_deleted Int64, is_test Nullable(String)) ENGINE = MergeTree ORDER BY start_at;
INSERT INTO calls VALUES
 ('2026-11-30 10:00:00', '301','302',9,5,0,'N'),
 ('2026-11-30 10:01:00', '301','302',9,5,1,'N'),
 ('2026-11-30 10:02:00', '301','302',9,5,0,'Yes'),
 ('2026-11-30 10:03:00', '301','302',9,5,0,NULL),
 ('2026-11-30 10:04:00', '301','302',9,0,0,'');
