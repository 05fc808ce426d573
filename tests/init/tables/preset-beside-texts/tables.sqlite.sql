-- Asterisk's columns without linkedid, imported as texts.
CREATE TABLE cdr (calldate TEXT, clid TEXT, src TEXT, dst TEXT, dcontext TEXT, channel TEXT,
  dstchannel TEXT, lastapp TEXT, lastdata TEXT, duration TEXT, billsec TEXT, disposition TEXT,
  accountcode TEXT, uniqueid TEXT);
INSERT INTO cdr VALUES
 ('2026-01-05 10:00:00', '', '100', '200', 'internal', 'SIP/100-1', 'SIP/200-2', 'Dial', 'SIP/200', '12', '10', 'ANSWERED', '', '1700000000.1'),
 ('2026-01-05 11:00:00', '', '100', '200', 'internal', 'SIP/100-3', 'SIP/200-4', 'Dial', 'SIP/200', '12', '0', 'NO ANSWER', '', '1700000001.1'),
 ('2026-01-05 12:00:00', '', '100', '800', 'internal', 'SIP/100-5', '', 'ConfBridge', '800,x', '8', '7', 'ANSWERED', '', '1700000002.1');
