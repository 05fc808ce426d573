CREATE TABLE legs (began TEXT, call TEXT, talk INTEGER, cause INTEGER);
INSERT INTO legs VALUES ('2025-03-01 10:00:00', 'one', '', ''), ('2025-03-01 10:00:01', 'one', 20, 16),
 ('2025-03-01 11:00:00', 'two', '', 'x'), ('2025-03-01 12:00:00', 'three', 'n/a', NULL);
