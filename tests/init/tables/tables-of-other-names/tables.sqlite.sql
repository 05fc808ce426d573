-- Tables of the same columns whose names have nothing in common; marks that are true and false.
CREATE TABLE calls (start_at DATETIME, src TEXT, dst TEXT, talk_time INTEGER, is_deleted BOOLEAN);
CREATE TABLE north (start_at DATETIME, src TEXT, dst TEXT, talk_time INTEGER, is_deleted BOOLEAN);
CREATE TABLE south (start_at DATETIME, src TEXT, dst TEXT, talk_time INTEGER, is_deleted BOOLEAN);
INSERT INTO calls VALUES ('2026-11-30 10:00:00', '301', '302', 5, 0), ('2026-11-30 10:00:00', '301', '302', 5, 1), ('2026-11-30 10:00:00', '301', '302', 0, NULL);
INSERT INTO north SELECT * FROM calls;
