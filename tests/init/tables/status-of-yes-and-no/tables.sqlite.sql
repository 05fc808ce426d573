-- A status of yes and no beside talk time.
CREATE TABLE calls (start_time DATETIME, src TEXT, dst TEXT, status TEXT, talk_time INTEGER);
INSERT INTO calls VALUES
 ('2026-11-30 10:00:00', '301', '302', 'Y', 5),
 ('2026-11-30 11:00:00', '301', '302', 'N', 0);
