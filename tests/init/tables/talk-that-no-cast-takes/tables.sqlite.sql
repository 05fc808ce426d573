-- Seconds of talk as texts, one of another kind.
CREATE TABLE calls (start_at DATETIME NOT NULL, src TEXT, dst TEXT, billsec TEXT);
INSERT INTO calls VALUES
 ('2026-11-30 10:00:00', '301', '302', '61'),
 ('2026-11-30 10:01:00', '301', '302', '1m 5s');
