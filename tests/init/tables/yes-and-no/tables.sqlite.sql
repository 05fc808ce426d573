-- Words for what is answered, clocks for durations.
CREATE TABLE pbxcalls (id INTEGER PRIMARY KEY, call_time DATETIME, extension TEXT, number TEXT, direction TEXT, length TEXT, answered TEXT, queue_name TEXT);
INSERT INTO pbxcalls VALUES (1,'2025-03-01 10:00:00','301','+441','out','00:01:30','Yes',''),(2,'2025-03-01 10:00:00','301','+442','out','00:00:00','No','');
