-- The columns of Asterisk's table; whoever filled it wrote the number of a disposition.
CREATE TABLE cdr (calldate DATETIME NOT NULL, clid TEXT, src TEXT, dst TEXT, dcontext TEXT,
  channel TEXT, dstchannel TEXT, lastapp TEXT, lastdata TEXT, duration INTEGER, billsec INTEGER,
  disposition TEXT, amaflags INTEGER, accountcode TEXT, uniqueid TEXT, userfield TEXT,
  linkedid TEXT, sequence INTEGER);
INSERT INTO cdr VALUES
 ('2025-03-01 10:00:00', '', '301', '302', 'internal', 'PJSIP/301-00000001', 'PJSIP/302-00000002', 'Dial', '', 40, 30, '8', 3, '', '1740823200.1', '', '1740823200.1', 1),
 ('2025-03-01 10:05:00', '', '301', '303', 'internal', 'PJSIP/301-00000003', 'PJSIP/303-00000004', 'Dial', '', 12, 0, '4', 3, '', '1740823500.3', '', '1740823500.3', 2);
