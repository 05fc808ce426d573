-- TINYINT(1) is what BOOLEAN becomes, and an ORM's habit for any small number.
CREATE TABLE call_events (id int PRIMARY KEY, started_at datetime NOT NULL, caller varchar(30),
  called varchar(30), total_sec int, talk_sec int, connected tinyint(1), hangup_cause tinyint(1),
  transferred tinyint(1), KEY s (started_at));
INSERT INTO call_events VALUES
 (1, '2025-03-01 10:00:00', '301', '302', 40, 30, 2, 16, 0),
 (2, '2025-03-01 10:01:00', '301', '303', 20, 0, 1, 17, 0),
 (3, '2025-03-01 10:02:00', '304', '302', 35, 0, 1, 19, 1);
