-- The whole length is told by the times; the talk beside it has no times of its own.
CREATE TABLE sessions (began_at DATETIME NOT NULL, end_time DATETIME, a_number TEXT, b_number TEXT,
  duration INTEGER, conversation INTEGER);
INSERT INTO sessions VALUES
 ('2025-03-01 10:00:00', '2025-03-01 10:01:07', '301', '302', 67000, 5500),
 ('2025-03-01 10:02:00', '2025-03-01 10:02:20', '301', '303', 20000, 0),
 ('2025-03-01 10:03:00', '2025-03-01 10:03:32', '304', '302', 32000, 3500);
