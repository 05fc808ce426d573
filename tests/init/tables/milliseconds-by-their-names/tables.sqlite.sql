-- A platform that counts milliseconds, also those of ringing.
CREATE TABLE events (id INTEGER PRIMARY KEY, ts INTEGER, ani TEXT, dnis TEXT, durationMs INTEGER, talkDurationMs INTEGER, ringDurationMs INTEGER, sipCode INTEGER, carrierCost REAL, customerCharge REAL, answered INTEGER);
INSERT INTO events VALUES (1,1740823200000,'301','302',41500,30500,11000,200,0.01,0.02,1),(2,1740823300000,'301','303',9500,0,9500,486,0,0,0);
