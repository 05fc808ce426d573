-- Rows that are marked.
CREATE TABLE calls (start_at TIMESTAMP NOT NULL, src TEXT, dst TEXT, duration INTEGER NOT NULL, talk_time INTEGER NOT NULL, is_deleted INTEGER, is_test VARCHAR(30));
INSERT INTO calls VALUES
 ('2026-11-30 10:00:00', '301','302',9,5,0,'N'),
 ('2026-11-30 10:01:00', '301','302',9,5,1,'N'),
 ('2026-11-30 10:02:00', '301','302',9,5,0,'Yes'),
 ('2026-11-30 10:03:00', '301','302',9,5,0,NULL),
 ('2026-11-30 10:04:00', '301','302',9,0,0,'');
