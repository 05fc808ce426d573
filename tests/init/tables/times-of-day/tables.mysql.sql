-- The clock of the start once more, beside a length of time that is written alike.
CREATE TABLE calls (started_at DATETIME, call_time TIME, caller VARCHAR(80), talk_time INT, length VARCHAR(80), status VARCHAR(80));
INSERT INTO calls VALUES
 ('2026-01-05 10:00:00', '10:00:00', '100', 30, '00:00:41', 'ANSWERED'),
 ('2026-01-05 11:20:07', '11:20:07', '101', 0, '00:00:09', 'BUSY'),
 ('2026-01-05 23:59:59', '00:00:00', '101', 5, '00:00:17', 'ANSWERED');
