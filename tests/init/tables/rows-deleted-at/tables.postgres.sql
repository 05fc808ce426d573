-- Rows that were deleted.
CREATE TABLE calls (start_at TIMESTAMP NOT NULL, src TEXT, dst TEXT, duration INTEGER NOT NULL, talk_time INTEGER NOT NULL, deleted_at TIMESTAMP);
INSERT INTO calls VALUES
 ('2026-11-30 10:00:00', '301','302',9,5,NULL),
 ('2026-11-30 10:01:00', '301','302',9,5,'2026-12-01 00:00:00'),
 ('2026-11-30 10:02:00', '301','302',9,0,'1970-01-01 00:00:00');
