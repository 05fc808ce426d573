-- Epochs, 0 for an answer that never was.
CREATE TABLE calls (start_epoch INTEGER NOT NULL, src VARCHAR(30), dst VARCHAR(30), answer_epoch INTEGER, end_epoch INTEGER);
INSERT INTO calls VALUES
 (1796032800, '301', '302', 1796032805, 1796032865),
 (1796032900, '301', '302', 0, 1796032920);
