-- Times of answer that were never set, and an end that is none.
CREATE TABLE calls (start_at DATETIME NOT NULL, src TEXT, dst TEXT, answer_time DATETIME, end_time DATETIME);
INSERT INTO calls VALUES
 ('2026-11-30 10:00:00', '301', '302', '2026-11-30 10:00:05', '2026-11-30 10:01:05'),
 ('2026-11-30 10:01:00', '301', '302', '1970-01-01 00:00:00', '2026-11-30 10:01:20'),
 ('2026-11-30 10:02:00', '301', '302', 'N/A', '0000-00-00 00:00:00'),
 ('2026-11-30 10:03:00', '301', '302', 0, '-');
