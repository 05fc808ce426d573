-- What `sqlite3 .import` makes of a file: every column is TEXT, and nothing is ''.
CREATE TABLE import (calldate TEXT, src TEXT, dst TEXT, disposition TEXT, duration TEXT, billsec TEXT, cost TEXT);
INSERT INTO import VALUES
 ('2025-03-01 10:00:00', '301', '302', 'ANSWERED', '110', '100', '0.25'),
 ('2025-03-01 10:05:00', '301', '303', 'NO ANSWER', '9', '', ''),
 ('2025-03-01 10:06:00', '304', '303', 'ANSWERED', '12', '9', '0.5');
