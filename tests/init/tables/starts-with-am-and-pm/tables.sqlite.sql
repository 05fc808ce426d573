-- Times of twelve hours.
CREATE TABLE calls (start_time TEXT, src TEXT, dst TEXT, talk_time INTEGER);
INSERT INTO calls VALUES
 ('11/30/2026 10:00:00 AM', '301', '302', 5),
 ('11/30/2026 01:00:00 PM', '301', '302', 0);
