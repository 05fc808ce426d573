-- Times of day alone.
CREATE TABLE calls (start_at DATETIME NOT NULL, src TEXT, dst TEXT, answer_time TEXT, duration INTEGER NOT NULL);
INSERT INTO calls VALUES
 ('2026-11-30 10:00:00', '301', '302', '10:00:05', 30),
 ('2026-11-30 10:01:00', '301', '302', '23:01:00', 31),
 ('2026-11-30 10:02:00', '301', '302', '00:00:00', 32),
 ('2026-11-30 10:03:00', '301', '302', '--', 33);
