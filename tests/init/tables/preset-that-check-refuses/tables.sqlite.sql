-- The columns fit; the newest start is written as the preset does not compare.
CREATE TABLE cdr (calldate DATETIME NOT NULL, clid TEXT, src TEXT, dst TEXT, dcontext TEXT,
  channel TEXT, dstchannel TEXT, lastapp TEXT, lastdata TEXT, duration INTEGER, billsec INTEGER,
  disposition TEXT, amaflags INTEGER, accountcode TEXT, uniqueid TEXT, userfield TEXT,
  linkedid TEXT, sequence INTEGER);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 210)
INSERT INTO cdr SELECT DATETIME('2025-03-01 10:00:00', i || ' minutes'), '', '301', '302', 'internal',
  'PJSIP/301-0000000' || i, 'PJSIP/302-0000000' || i, 'Dial', '', 40, 30, 'ANSWERED', 3, '', 'u' || i, '', 'u' || i, i FROM n;
INSERT INTO cdr VALUES
 ('2025-11-1 9:05:00', '', '301', '303', 'internal', 'PJSIP/301-00000003', 'PJSIP/303-00000004', 'Dial', '', 12, 0, 'BUSY', 3, '', 'u0', '', 'u0', 2);
