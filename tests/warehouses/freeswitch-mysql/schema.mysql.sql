-- FreeSWITCH on MySQL: the sample table of signalwire/freeswitch, scripts/sql/cdr.sql, and the index
-- that it lacks. Its zero dates need a server or a session that accepts them.
SET sql_mode = '';
CREATE TABLE `cdr` (
  `caller_id_name` varchar(80) NOT NULL DEFAULT '',
  `caller_id_number` varchar(80) NOT NULL DEFAULT '',
  `destination_number` varchar(80) NOT NULL DEFAULT '',
  `context` varchar(80) NOT NULL DEFAULT '',
  `start_timestamp` datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  `answer_timestamp` datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  `end_timestamp` datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  `duration` int(11) NOT NULL DEFAULT '0',
  `billsec` int(11) NOT NULL DEFAULT '0',
  `hangup_cause` varchar(45) NOT NULL DEFAULT '',
  `uuid` varchar(36) NOT NULL DEFAULT '',
  `bleg_uuid` varchar(36) NOT NULL DEFAULT '',
  `accountcode` varchar(20) NOT NULL DEFAULT ''
);
CREATE INDEX cdr_start_timestamp ON cdr (start_timestamp);
