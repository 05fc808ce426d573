-- Asterisk's columns with linkedid, with seconds that have fractions.
CREATE TABLE cdr (calldate TIMESTAMP, clid VARCHAR(80), src VARCHAR(80), dst VARCHAR(80), dcontext VARCHAR(80), channel VARCHAR(80),
  dstchannel VARCHAR(80), lastapp VARCHAR(80), lastdata VARCHAR(80), duration DOUBLE PRECISION, billsec NUMERIC(9,3), disposition VARCHAR(80),
  accountcode VARCHAR(80), uniqueid VARCHAR(80), linkedid VARCHAR(80), sequence INTEGER);
INSERT INTO cdr VALUES
 ('2026-01-05 10:00:00', '', '100', '200', 'internal', 'SIP/100-1', 'SIP/200-2', 'Dial', 'SIP/200', 12.5, 10.25, 'ANSWERED', '', '1700000000.1', '1700000000.1', 1),
 ('2026-01-05 11:00:00', '', '100', '200', 'internal', 'SIP/100-3', 'SIP/200-4', 'Dial', 'SIP/200', 12, 0, 'NO ANSWER', '', '1700000001.1', '1700000001.1', 1),
 ('2026-01-05 12:00:00', '', '100', '800', 'internal', 'SIP/100-5', '', 'ConfBridge', '800,x', 7.75, 7.5, 'ANSWERED', '', '1700000002.1', '1700000002.1', 1);
