-- A table a month, by three programmers; copies, an empty one, and one that lacks a column.
CREATE TABLE cdr_202501 (id Int64, calldate DateTime NOT NULL, src String, dst String, duration Int64 NOT NULL, billsec Int64 NOT NULL, cost Int64) ENGINE = MergeTree ORDER BY calldate;
CREATE TABLE cdr_2025_02 (id Int64, calldate DateTime NOT NULL, src String, dst String, duration Int64 NOT NULL, billsec Int64 NOT NULL) ENGINE = MergeTree ORDER BY calldate;
CREATE TABLE cdr2025m03 (id Int64, calldate DateTime NOT NULL, src String, dst String, duration Int64 NOT NULL, billsec Int64 NOT NULL, cost Int64) ENGINE = MergeTree ORDER BY calldate;
CREATE TABLE cdr_202504 (id Int64, calldate DateTime NOT NULL, src String, dst String, duration Int64 NOT NULL, billsec Int64 NOT NULL, cost Int64) ENGINE = MergeTree ORDER BY calldate;
CREATE TABLE cdr_bak (id Int64, calldate DateTime NOT NULL, src String, dst String, duration Int64 NOT NULL, billsec Int64 NOT NULL, cost Int64) ENGINE = MergeTree ORDER BY calldate;
CREATE TABLE cdr_2024 (id Int64, calldate DateTime NOT NULL, src String, dst String, duration Int64 NOT NULL, billsec Int64 NOT NULL, cost Int64) ENGINE = MergeTree ORDER BY calldate;
INSERT INTO cdr_202501 VALUES (1, '2025-01-30 10:00:00', '301', '302', 65, 60, 7), (2, '2025-01-30 11:00:00', '301', '302', 9, 0, 0);
INSERT INTO cdr_2025_02 VALUES (1, '2025-02-20 10:00:00', '301', '302', 65, 60);
INSERT INTO cdr2025m03 VALUES (1, '2025-03-20 10:00:00', '301', '302', 65, 60, 5), (2, '2025-03-20 11:00:00', '301', '302', 9, 0, 0);
INSERT INTO cdr_bak SELECT * FROM cdr_202501;
INSERT INTO cdr_2024 SELECT * FROM cdr_202501;
