-- What a hosted service exports, put into a file by somebody: units in names, sums of several kinds.
CREATE TABLE usage_report (
  "Call Start" DATETIME, "Calling MSISDN" TEXT, "Called MSISDN" TEXT, "Ring Time (s)" INTEGER,
  "Hold Mins" REAL, duration_mins REAL, "Talk Time (mins)" REAL, "Connection Fee" REAL,
  "Rate per min" REAL, "Provider Price" REAL, "Customer Price" REAL, "Price Group" TEXT,
  "Result" TEXT, "Entity Type" TEXT
);
INSERT INTO usage_report VALUES
 ('2025-03-01 10:00:00', '447700900001', '447700900002', 6, 0, 1.6, 1.5, 0.05, 0.1, 0.08, 0.2, 'A', 'Answered', 'user'),
 ('2025-03-01 10:10:00', '447700900001', '447700900003', 30, 0, 0.5, 0, 0, 0.1, 0, 0, 'A', 'Missed', 'user'),
 ('2025-03-01 10:20:00', '447700900004', '447700900002', 3, 0.25, 2.3, 2.25, 0.05, 0.1, 0.11, 0.275, 'A', 'Answered', 'user');
