-- Some systems write the start where nobody answered.
CREATE TABLE calls (start_at TIMESTAMP NOT NULL, src TEXT, dst TEXT, answer_time TIMESTAMP, duration INTEGER NOT NULL);
INSERT INTO calls VALUES
 ('2026-11-30 10:00:00', '301','302','2026-11-30 10:00:05',9),
 ('2026-11-30 10:01:00', '301','302','2026-11-30 10:01:00',9),
 ('2026-11-30 10:02:00', '301','302','2026-11-30 10:02:00',9);
