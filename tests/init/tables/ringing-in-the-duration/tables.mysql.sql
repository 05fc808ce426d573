-- A duration that has the ringing in it, as the times of answer tell.
CREATE TABLE calls (start_at DATETIME NOT NULL, src VARCHAR(30), dst VARCHAR(30), answered_at VARCHAR(30), duration INTEGER NOT NULL);
INSERT INTO calls VALUES
 ('2026-11-30 10:00:00', '301','302','Nov 30 2026 10:00:05 AM',60),
 ('2026-11-30 10:01:00', '301','302','Dec 31 1969 11:59:59 PM',0),
 ('2026-11-30 10:02:00', '301','302','#N/A',8);
