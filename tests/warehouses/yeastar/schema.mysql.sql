-- The columns of help.yeastar.com, CDR Parameters in Database, in their order. Types are ours: the guide names none.
CREATE TABLE cdr (
  id INT NOT NULL DEFAULT 0, datetime DATETIME NULL, clid VARCHAR(80), src VARCHAR(80), dst VARCHAR(80), dcontext VARCHAR(80),
  srctrunk VARCHAR(80), dstrunk VARCHAR(80), lastapp VARCHAR(80), lastdata VARCHAR(80), duration INT, billable INT,
  disposition VARCHAR(45), amaflags INT, calltype VARCHAR(20), accountcode VARCHAR(20), uniqueid VARCHAR(64),
  recordfile VARCHAR(256), recordpath VARCHAR(256), monitorfile VARCHAR(256), monitorpath VARCHAR(256),
  dstmonitorfile VARCHAR(256), dstmonitorpath VARCHAR(256), extfield1 VARCHAR(80), extfield2 VARCHAR(80),
  extfield3 VARCHAR(80), extfield4 VARCHAR(80), extfield5 VARCHAR(80), payaccount VARCHAR(80), usercost DECIMAL(10, 4),
  didnumber VARCHAR(80), transbilling INT, payexten VARCHAR(80), srcchanurl VARCHAR(256), dstchanurl VARCHAR(256)
);
CREATE INDEX cdr_datetime ON cdr (datetime);
