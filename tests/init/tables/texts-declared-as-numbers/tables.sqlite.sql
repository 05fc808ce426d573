-- A table whose types were guessed by another program: times in INTEGER, a number in BOOLEAN.
CREATE TABLE export (calldate INTEGER, src INTEGER, dst DECIMAL(20,0), duration NUMERIC, billsec NUMERIC,
  customer_id NUMERIC, hangup_cause BOOLEAN, disposition FLOAT);
INSERT INTO export VALUES
 ('2025-03-01 10:00:00', '301', '442070000001', 40, 30, 7, 16, 'ANSWERED'),
 ('2025-03-01 10:05:00', '302', '442070000002', 12, '', 7, 17, 'NO ANSWER'),
 (' ', '302', '442070000002', 12, '', 8, 17, 'NO ANSWER');
