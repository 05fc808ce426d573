-- A switch for carriers: cents, causes, a connect time where there was one.
CREATE TABLE ccdr (CallRefNumber INTEGER, CallingNumber TEXT, CalledNumber TEXT, ConnectTime TEXT, ReleaseTime TEXT, SetupTime TEXT, DurationSeconds INTEGER, ReleaseCause INTEGER, ReleasingParty TEXT, TrunkGroupName TEXT, CarrierSelectionType TEXT, ChargeAmountCents INTEGER);
INSERT INTO ccdr VALUES (1,'301','302','2025-03-01 10:00:05','2025-03-01 10:01:05','2025-03-01 10:00:00',60,16,'Calling','TG1','x',12),(2,'301','303','','2025-03-01 10:10:05','2025-03-01 10:10:00',0,17,'Called','TG1','x',0);
