-- As Asterisk's documentation gives it for cdr_pgsql before 1.8: no linkedid, no sequence.
CREATE TABLE cdr (
  calldate TIMESTAMP NOT NULL,
  clid VARCHAR(80) NOT NULL,
  src VARCHAR(80) NOT NULL,
  dst VARCHAR(80) NOT NULL,
  dcontext VARCHAR(80) NOT NULL,
  channel VARCHAR(80) NOT NULL,
  dstchannel VARCHAR(80) NOT NULL,
  lastapp VARCHAR(80) NOT NULL,
  lastdata VARCHAR(80) NOT NULL,
  duration INT NOT NULL,
  billsec INT NOT NULL,
  disposition VARCHAR(45) NOT NULL,
  amaflags INT NOT NULL,
  accountcode VARCHAR(20) NOT NULL,
  uniqueid VARCHAR(150) NOT NULL,
  userfield VARCHAR(255) NOT NULL
);
CREATE INDEX cdr_calldate ON cdr (calldate);
