-- `destination` is where a number lies, not the number.
CREATE TABLE rated_calls (call_start DATETIME NOT NULL, ani TEXT, destination TEXT, dialed_number TEXT,
  destination_code TEXT, duration INTEGER, billed_duration INTEGER, charge REAL, "Charge Type" TEXT);
INSERT INTO rated_calls VALUES
 ('2025-03-01 10:00:00', '301', 'Spain Mobile', '34600000001', '346', 40, 30, 0.02, 'std'),
 ('2025-03-01 10:05:00', '301', 'Spain Proper', '34910000001', '349', 10, 0, 0, 'std');
