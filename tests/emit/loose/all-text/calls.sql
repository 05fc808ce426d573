CREATE TABLE cdrs (id INTEGER PRIMARY KEY, start_at TEXT, user_id TEXT, call_status TEXT, hangup TEXT, destination TEXT, caller_id TEXT, q850 TEXT, extension TEXT, transfer_to TEXT, conference_to TEXT, trunk TEXT, sip_status TEXT, trunk_id TEXT, call_type TEXT, duration TEXT, bill_duration TEXT, transfer_duration TEXT, conference_duration TEXT, agent_duration TEXT, cost TEXT, transfer_cost TEXT, conference_cost TEXT);
INSERT INTO cdrs (start_at, user_id, trunk, duration, bill_duration, transfer_duration, cost) VALUES
 ('2025-03-01 10:00:00', '5', 'a', '100', '95', '', '1.5'),
 ('2025-03-01 11:00:00', '10', 'a', '10', '', '7', ''),
 ('2025-03-01 12:00:00', '', 'b', '9', '0', NULL, '');
