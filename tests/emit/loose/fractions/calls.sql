CREATE TABLE cdrs (id INTEGER PRIMARY KEY, start_at INTEGER, user_id INTEGER, call_status INTEGER, hangup INTEGER, destination INTEGER, caller_id INTEGER, q850 INTEGER, extension INTEGER, transfer_to INTEGER, conference_to INTEGER, trunk INTEGER, sip_status INTEGER, trunk_id INTEGER, call_type INTEGER, duration INTEGER, bill_duration INTEGER, transfer_duration INTEGER, conference_duration INTEGER, agent_duration INTEGER, cost INTEGER, transfer_cost INTEGER, conference_cost INTEGER);
INSERT INTO cdrs (start_at, user_id, trunk, duration, bill_duration) VALUES
 ('2025-03-01 10:00:00', 1, 'a', 4.25, 3.5),
 ('2025-03-01 11:00:00', 1, 'b', 5, 0.5),
 ('2025-03-01 12:00:00', 1, 'b', 7.0, 2);
