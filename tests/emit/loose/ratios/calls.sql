CREATE TABLE c (s TEXT DEFAULT '2025-03-01 10:00:00', st TEXT, bill INTEGER, cost NUMERIC);
INSERT INTO c (st, bill, cost) VALUES ('a', 5.5, 10), ('b', '5.5', 10), ('c', 55, 100), ('d', 3, 2.5);
