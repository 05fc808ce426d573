-- As cdr_sqlite3_custom makes it, with the epoch that its configuration can ask for; other numbers are texts.
CREATE TABLE cdr (AcctId INTEGER PRIMARY KEY, start, clid, src, dst, dcontext, channel, dstchannel, lastapp,
  lastdata, duration, billsec, disposition, amaflags, accountcode, uniqueid, userfield, peeraccount, linkedid,
  sequence);
CREATE INDEX cdr_start ON cdr (start);
