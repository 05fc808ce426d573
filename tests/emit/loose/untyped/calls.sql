CREATE TABLE cdrs (id INTEGER PRIMARY KEY, start_at, user_id, call_status, hangup, destination, caller_id, q850, extension, transfer_to, conference_to, trunk, sip_status, trunk_id, call_type, duration, bill_duration, transfer_duration, conference_duration, agent_duration, cost, transfer_cost, conference_cost);
INSERT INTO cdrs (start_at, user_id, trunk, duration, bill_duration, transfer_duration, cost) VALUES
 ('2025-03-01 10:00:00', 5, 'a', 100, 95, '', 1.5),
 ('2025-03-01 11:00:00', 10, 'a', 10, '', 7, ''),
 ('2025-03-01 12:00:00', '', 'b', 9, 0, NULL, '');
