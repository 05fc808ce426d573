-- The table of the case asterisk-start with texts for times.
CREATE TABLE cdr (
  accountcode VARCHAR(80),
  src VARCHAR(80),
  dst VARCHAR(80),
  dcontext VARCHAR(80),
  clid VARCHAR(80),
  channel VARCHAR(80),
  dstchannel VARCHAR(80),
  lastapp VARCHAR(80),
  lastdata VARCHAR(80),
  start VARCHAR(30),
  answer VARCHAR(30),
  `end` VARCHAR(30),
  duration INTEGER,
  billsec INTEGER,
  disposition VARCHAR(45),
  amaflags VARCHAR(45),
  userfield VARCHAR(256),
  uniqueid VARCHAR(150),
  linkedid VARCHAR(150),
  peeraccount VARCHAR(80),
  sequence INTEGER
);
CREATE INDEX cdr_start ON cdr (start);
