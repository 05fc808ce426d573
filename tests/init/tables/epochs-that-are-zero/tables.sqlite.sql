-- Epochs of three moments, 0 for one that never was.
CREATE TABLE recent_calls (call_sid TEXT, account_sid TEXT, "from" TEXT, "to" TEXT, answered INTEGER, attempted_at INTEGER, answered_at INTEGER, terminated_at INTEGER, duration INTEGER, sip_status INTEGER, termination_reason TEXT, host TEXT, remote_host TEXT, direction TEXT, trunk TEXT);
INSERT INTO recent_calls VALUES ('a','b','301','302',1,1740823200000,1740823205000,1740823235000,30,200,'caller hungup','','','inbound','t1'),('c','b','301','303',0,1740823300000,0,1740823320000,0,486,'busy','','','inbound','t1');
