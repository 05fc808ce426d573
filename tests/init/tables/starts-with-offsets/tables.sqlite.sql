-- Times with offsets.
CREATE TABLE calls (start_time TEXT, src TEXT, dst TEXT, talk_time INTEGER);
INSERT INTO calls VALUES
 ('2026-11-30T10:00:00+01:00', '301', '302', 5),
 ('2026-11-30T09:00:00Z', '301', '302', 0);
