-- As Phalcon makes it of src/Common/Models/CallDetailRecordsBase.php (mikopbx/Core): texts are VARCHAR, and the two
-- columns of seconds are INTEGER, into which an empty text is written as long as a call is up.
CREATE TABLE cdr_general (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  start VARCHAR(255), endtime VARCHAR(255), answer VARCHAR(255), src_chan VARCHAR(255), src_num VARCHAR(255),
  dst_chan VARCHAR(255), dst_num VARCHAR(255), UNIQUEID VARCHAR(255), linkedid VARCHAR(255), did VARCHAR(255),
  disposition VARCHAR(255), recordingfile VARCHAR(255), from_account VARCHAR(255), to_account VARCHAR(255),
  dialstatus VARCHAR(255), appname VARCHAR(255), transfer INTEGER, is_app VARCHAR(1), duration INTEGER,
  billsec INTEGER, work_completed VARCHAR(1), src_call_id VARCHAR(255), dst_call_id VARCHAR(255),
  verbose_call_id VARCHAR(255), a_transfer INTEGER
);
CREATE INDEX cdr_general_start ON cdr_general (start);
