CREATE TABLE calls (began TEXT, trunk, agent, talk INTEGER, kind NUMERIC);
CREATE INDEX calls_trunk ON calls (trunk);
CREATE INDEX calls_agent ON calls (agent);
INSERT INTO calls VALUES
 ('2025-03-01 10:00:00', 1, 1, 1, 3), ('2025-03-02 10:00:00', '1', '1', 1.5, '3'),
 ('2025-03-03 10:00:00', x'31', 1.0, '1 s', '3 x'), ('2025-03-04 10:00:00', ' 1', ' 1', '', 'x'),
 ('2025-03-05 10:00:00', 1.0, 1.5, 2, 0), ('2025-03-06 10:00:00', 442079000000.0, 'Ann', 'n/a', NULL);
