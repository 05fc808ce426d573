-- A status of codes, and nothing else.
CREATE TABLE calls (start_time DATETIME, src TEXT, dst TEXT, status INTEGER);
INSERT INTO calls VALUES
 ('2026-11-30 10:00:00', '301', '302', 1),
 ('2026-11-30 11:00:00', '301', '302', 0);
