-- Times of twelve hours, the year first.
CREATE TABLE calls (start_time TEXT, src TEXT, dst TEXT, talk_time INTEGER);
INSERT INTO calls VALUES
 ('2026-11-30 10:00:00 AM', '301', '302', 5),
 ('2026-11-30 01:00:00 PM', '301', '302', 0);
