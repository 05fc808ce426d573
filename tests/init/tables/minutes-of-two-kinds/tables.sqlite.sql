-- A bill: whole minutes beside billed ones, parties as A and B.
CREATE TABLE billing (call_id TEXT PRIMARY KEY, began DATETIME, a_party TEXT, b_party TEXT, minutes INTEGER, billed_minutes REAL, amount REAL, setup_fee REAL, vendor TEXT, vendor_rate REAL);
INSERT INTO billing VALUES ('1','2025-03-01 10:00:00','301','302',2,1.5,0.2,0.01,'ACME',0.01),('2','2025-03-01 11:00:00','301','303',1,0,0,0,'ACME',0.01);
