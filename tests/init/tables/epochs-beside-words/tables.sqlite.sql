-- Epochs in a column that binds nothing.
CREATE TABLE calls (start_at DATETIME NOT NULL, src TEXT, dst TEXT, answer_epoch INTEGER, duration INTEGER NOT NULL);
INSERT INTO calls VALUES
 ('2026-11-30 10:00:00', '301','302',1796032805,9),
 ('2026-11-30 10:01:00', '301','302',1796032865,9),
 ('2026-11-30 10:02:00', '301','302','N/A',9),
 ('2026-11-30 10:03:00', '301','302','',9);
