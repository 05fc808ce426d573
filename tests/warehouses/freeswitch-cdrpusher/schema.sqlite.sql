-- mod_cdr_sqlite's table with hangup_cause_q850, in the shape of the file that areski/cdr-pusher
-- brings (sqlitedb/cdr.db; its sqlitedb/schema.sql has the same columns without defaults), and an
-- index. The program adds flag_imported to mark the rows that it has collected.
CREATE TABLE `cdr` (
  `rowid` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `caller_id_name` varchar(255) NOT NULL DEFAULT '',
  `caller_id_number` varchar(255) NOT NULL DEFAULT '',
  `duration` integer NOT NULL DEFAULT '0',
  `start_stamp` datetime NOT NULL,
  `destination_number` varchar(255) NOT NULL DEFAULT '',
  `context` varchar(255) NOT NULL DEFAULT '',
  `answer_stamp` datetime NOT NULL,
  `end_stamp` datetime NOT NULL,
  `billsec` integer NOT NULL DEFAULT '0',
  `hangup_cause` varchar(255) NOT NULL DEFAULT '',
  `hangup_cause_q850` integer NOT NULL DEFAULT '0',
  `uuid` varchar(255) NOT NULL DEFAULT '',
  `bleg_uuid` varchar(255) NOT NULL DEFAULT '',
  `account_code` varchar(255) NOT NULL DEFAULT ''
);
ALTER TABLE cdr ADD COLUMN flag_imported INTEGER DEFAULT 0;
CREATE INDEX cdr_start_stamp ON cdr (start_stamp);
