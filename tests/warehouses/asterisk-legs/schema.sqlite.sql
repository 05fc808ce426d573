-- As cdr_sqlite3_custom makes it from the columns of its sample, with src and dst: none has a type, and what it
-- inserts is quoted, so that numbers are texts.
CREATE TABLE cdr (AcctId INTEGER PRIMARY KEY, calldate, clid, src, dst, dcontext, channel, dstchannel, lastapp,
  lastdata, duration, billsec, disposition, amaflags, accountcode, uniqueid, userfield);
CREATE INDEX cdr_calldate ON cdr (calldate);
