-- The columns that the CDR API gives (Grandstream, CDR Report and CDR API Guide), as somebody may keep them.
CREATE TABLE cdr (
  AcctId INTEGER, accountcode VARCHAR(40), src VARCHAR(80), dst VARCHAR(80), dcontext VARCHAR(80), clid VARCHAR(80),
  channel VARCHAR(80), dstchannel VARCHAR(80), lastapp VARCHAR(80), lastdata VARCHAR(160), start TEXT, answer TEXT, "end" TEXT,
  duration INTEGER, billsec INTEGER, disposition VARCHAR(45), amaflags VARCHAR(45), uniqueid VARCHAR(64),
  userfield VARCHAR(255), channel_ext VARCHAR(40), dstchannel_ext VARCHAR(40), service VARCHAR(40)
);
CREATE INDEX cdr_start ON cdr (start);
