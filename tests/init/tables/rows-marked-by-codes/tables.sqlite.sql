-- Marks that are more than yes and no.
CREATE TABLE calls (start_at DATETIME NOT NULL, src TEXT, dst TEXT, duration INTEGER NOT NULL, talk_time INTEGER NOT NULL, is_deleted INTEGER);
INSERT INTO calls VALUES
 ('2026-11-30 10:00:00', '301','302',9,5,0),
 ('2026-11-30 10:01:00', '301','302',9,5,2);
