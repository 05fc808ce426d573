-- Seconds of talk as texts.
CREATE TABLE calls (start_at DateTime NOT NULL, src String, dst String, billsec Nullable(String)) ENGINE = MergeTree ORDER BY start_at;
INSERT INTO calls VALUES
 ('2026-11-30 10:00:00', '301', '302', '61'),
 ('2026-11-30 10:01:00', '301', '302', 'N/A'),
 ('2026-11-30 10:02:00', '301', '302', '-'),
 ('2026-11-30 10:03:00', '301', '302', ''),
 ('2026-11-30 10:04:00', '301', '302', '0');
