-- Epochs in a column of texts.
CREATE TABLE calls (start_at DATETIME NOT NULL, src VARCHAR(30), dst VARCHAR(30), answer_epoch VARCHAR(30), duration INTEGER NOT NULL);
INSERT INTO calls VALUES
 ('2026-11-30 10:00:00', '301', '302', '1796032805', 30),
 ('2026-11-30 10:01:00', '301', '302', '1796032865.250', 31),
 ('2026-11-30 10:02:00', '301', '302', '0', 32),
 ('2026-11-30 10:03:00', '301', '302', '', 33),
 ('2026-11-30 10:04:00', '301', '302', 'N/A', 34);
