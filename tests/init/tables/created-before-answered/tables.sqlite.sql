-- `time` is that of the final reply, `created` that of the call.
CREATE TABLE acc_x (id INTEGER PRIMARY KEY, method TEXT, from_tag TEXT, to_tag TEXT, callid TEXT, sip_code TEXT, sip_reason TEXT, time DATETIME, duration INTEGER, ms_duration INTEGER, setuptime INTEGER, created DATETIME, src_user TEXT, dst_user TEXT);
INSERT INTO acc_x VALUES (1,'INVITE','a','b','c1','200','OK','2025-03-01 10:00:05',31,30500,5,'2025-03-01 10:00:00','301','302'),(2,'INVITE','a','','c2','486','Busy','2025-03-01 10:10:05',0,0,5,'2025-03-01 10:10:00','301','303');
