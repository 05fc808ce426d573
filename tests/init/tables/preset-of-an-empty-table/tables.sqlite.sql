-- Asterisk made its table and never wrote to it; the calls are in the table of an older program.
CREATE TABLE cdr (calldate DATETIME NOT NULL, clid TEXT, src TEXT, dst TEXT, dcontext TEXT,
  channel TEXT, dstchannel TEXT, lastapp TEXT, lastdata TEXT, duration INTEGER, billsec INTEGER,
  disposition TEXT, amaflags INTEGER, accountcode TEXT, uniqueid TEXT, userfield TEXT,
  linkedid TEXT, sequence INTEGER);
CREATE TABLE calls_2025 (started_at DATETIME NOT NULL, caller TEXT, callee TEXT, total_sec INTEGER,
  talk_sec INTEGER, result TEXT);
INSERT INTO calls_2025 VALUES
 ('2025-03-01 10:00:00', '301', '302', 40, 30, 'answered'),
 ('2025-03-01 10:05:00', '301', '303', 12, 0, 'busy');
