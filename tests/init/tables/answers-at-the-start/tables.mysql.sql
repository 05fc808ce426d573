-- Some systems write the start where nobody answered.
CREATE TABLE calls (start_at DATETIME NOT NULL, src VARCHAR(30), dst VARCHAR(30), answer_time DATETIME NULL, duration INTEGER NOT NULL);
INSERT INTO calls VALUES
 ('2026-11-30 10:00:00', '301','302','2026-11-30 10:00:05',9),
 ('2026-11-30 10:01:00', '301','302','2026-11-30 10:01:00',9),
 ('2026-11-30 10:02:00', '301','302','2026-11-30 10:02:00',9);
