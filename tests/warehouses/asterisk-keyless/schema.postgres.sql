-- Both tables of Asterisk in one, for cdr_adaptive_odbc: every column may be NULL, and a mistaken alias leaves
-- uniqueid and linkedid so.
CREATE TABLE cdr (
  accountcode varchar(80) NULL, src varchar(80) NULL, dst varchar(80) NULL, dcontext varchar(80) NULL,
  clid varchar(80) NULL, channel varchar(80) NULL, dstchannel varchar(80) NULL, lastapp varchar(80) NULL,
  lastdata varchar(80) NULL, "start" timestamp NULL, "answer" timestamp NULL, "end" timestamp NULL, calldate timestamp NULL,
  duration int NULL, billsec int NULL, disposition varchar(45) NULL, amaflags varchar(45) NULL,
  userfield varchar(256) NULL, uniqueid varchar(150) NULL, linkedid varchar(150) NULL,
  peeraccount varchar(80) NULL, sequence int NULL
);
CREATE INDEX cdr_calldate ON cdr (calldate);
