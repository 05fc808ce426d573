-- Times of answer with the day first, and days on which clocks begin.
CREATE TABLE calls (start_at TIMESTAMP NOT NULL, src TEXT, dst TEXT, answer_time VARCHAR(30), duration INTEGER NOT NULL);
INSERT INTO calls VALUES
 ('2026-11-30 10:00:00', '301', '302', '30/11/2026 10:00:05', 30),
 ('2026-11-30 10:01:00', '301', '302', '01/12/2026 10:01 PM', 31),
 ('2026-11-30 10:02:00', '301', '302', '31/12/1969 20:00:00', 32),
 ('2026-11-30 10:03:00', '301', '302', '00/00/0000 00:00:00', 33),
 ('2026-11-30 10:04:00', '301', '302', '-', 34),
 ('2026-11-30 10:05:00', '301', '302', '', 35);
