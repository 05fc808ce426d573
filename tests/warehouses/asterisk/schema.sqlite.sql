-- As cdr_sqlite3_custom makes it (asterisk/asterisk, res/cdrel_custom/config.c): a key and the columns that
-- its configuration names, none with a type. What it inserts is quoted, so that numbers are texts.
CREATE TABLE cdr (AcctId INTEGER PRIMARY KEY, calldate, clid, src, dst, dcontext, channel, dstchannel, lastapp,
  lastdata, duration, billsec, disposition, amaflags, accountcode, uniqueid, userfield, peeraccount, linkedid,
  sequence);
CREATE INDEX cdr_calldate ON cdr (calldate);
