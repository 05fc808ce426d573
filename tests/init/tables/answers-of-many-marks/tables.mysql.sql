-- Times of answer that two versions wrote.
CREATE TABLE calls (start_at DATETIME NOT NULL, src VARCHAR(30), dst VARCHAR(30), answer_time VARCHAR(30), duration INTEGER NOT NULL);
INSERT INTO calls VALUES
 ('2026-11-30 10:00:00', '301', '302', '2026-11-30 10:00:05', 30),
 ('2026-11-30 10:01:00', '301', '302', '2026/11/30 10:00:05', 31),
 ('2026-11-30 10:02:00', '301', '302', '2026-11-30T10:00:05', 32),
 ('2026-11-30 10:03:00', '301', '302', '1970/01/01 00:00:00', 33),
 ('2026-11-30 10:04:00', '301', '302', '?', 34);
