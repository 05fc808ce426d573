-- The clock of the start once more, beside a length of time that is written alike.
CREATE TABLE calls (started_at TEXT, call_time TEXT, caller TEXT, talk_time INT, length TEXT, status TEXT);
INSERT INTO calls VALUES
 ('2026-01-05 10:00:00', '10:00:00', '100', 30, '00:00:41', 'ANSWERED'),
 ('2026-01-05 11:20:07', '11:20:07', '101', 0, '00:00:09', 'BUSY'),
 ('2026-01-05 23:59:59', '00:00:00', '101', 5, '00:00:17', 'ANSWERED');
