-- NaN and infinity are numbers to the engine, and to nobody else.
CREATE TABLE readings (id int PRIMARY KEY, call_start timestamp NOT NULL, dst text, duration int,
  billsec double precision, cost numeric, mos numeric, jitter double precision, status text);
INSERT INTO readings VALUES
 (1, '2025-03-01 10:00:00', '302', 40, 30.5, 0.25, 'NaN', 'NaN', 'ok'),
 (2, '2025-03-01 10:01:00', '303', 20, 0, 0, 4.1, 'Infinity', 'busy'),
 (3, '2025-03-01 10:02:00', '303', 21, 0, 0, 4.2, '-Infinity', 'busy');
