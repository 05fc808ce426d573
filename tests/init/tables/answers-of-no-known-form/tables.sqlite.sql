-- A time of answer that no test can tell.
CREATE TABLE calls (start_at DATETIME NOT NULL, src TEXT, dst TEXT, answer_time TEXT, duration INTEGER NOT NULL);
INSERT INTO calls VALUES
 ('2026-11-30 10:00:00', '301', '302', '2026-11-30 10:00:05', 30),
 ('2026-11-30 10:01:00', '301', '302', 'ten past ten', 31);
