-- Times with a T and without.
CREATE TABLE calls (start_time TEXT, src TEXT, dst TEXT, talk_time INTEGER);
INSERT INTO calls VALUES
 ('2026-11-30T10:00:00', '301', '302', 5),
 ('2026-11-30 11:00:00', '301', '302', 0);
