-- Who pays is not for how long, whether any call says so or none does.
CREATE TABLE cdr_log (id INTEGER PRIMARY KEY, time_start DATETIME, dst_number TEXT, duration INTEGER, success INTEGER, reverse_billing INTEGER, carrier_reverse_billing INTEGER);
INSERT INTO cdr_log VALUES (1,'2025-03-01 10:00:00','441',60,1,NULL,0),(2,'2025-03-01 10:05:00','442',0,0,NULL,1),(3,'2025-03-01 10:06:00','443',0,0,NULL,0);
