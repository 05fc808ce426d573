INSERT INTO UsersCdrs (startTime, duration, direction, caller, callee, owner, callid, brandId, disposition, companyId, userId) VALUES
-- A: between two users, a row for each. B: missed by 202, with the seconds of its ringing. C: busy.
('2024-06-03 09:00:00', 20.5, 'outbound', '201', '202', '201', 'a1', 1, 'answered', 5, 11),
('2024-06-03 09:00:00', 20.25, 'inbound', '201', '202', '202', 'a2', 1, 'answered', 5, 12),
('2024-06-03 09:10:00', 15, 'inbound', '+33155', '202', '202', 'b', 1, 'missed', 5, 12),
('2024-06-03 09:20:00', 0, 'outbound', '201', '+33156', '201', 'c', 1, 'busy', 5, 11),
('2024-06-03 09:30:00', 0, 'outbound', NULL, NULL, NULL, NULL, NULL, 'error', NULL, NULL),
('2024-06-04 00:00:00', 20.5, 'outbound', '201', '202', '201', 'f', 1, 'answered', 5, 11);
