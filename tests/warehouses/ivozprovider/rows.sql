INSERT INTO BillableCalls (callid, startTime, duration, caller, callee, cost, price, carrierName, destinationName, brandId,
  companyId, carrierId, endpointName, direction) VALUES
('a', '2024-06-03 09:00:00', 60.25, '+34101', '+33155', 0.0500, 0.1200, 'paris', 'France', 1, 5, 2, 'ann', 'outbound'),
('b', '2024-06-03 09:05:00', 0, '+34101', '+33156', 0.0000, 0.0000, 'paris', 'France', 1, 5, 2, 'ann', 'outbound'),
-- Not rated yet; from outside; nobody's.
('c', '2024-06-03 09:10:00', 30.5, '+34102', '+44111', NULL, NULL, 'london', NULL, 1, 6, 3, 'bob', 'outbound'),
('d', '2024-06-03 09:15:00', 10, '+33155', '+34101', NULL, NULL, NULL, NULL, 1, 5, NULL, 'ann', 'inbound'),
(NULL, '2024-06-03 23:59:59', 3.125, NULL, NULL, 0.0003, 0.0001, 'london', 'UK', 2, NULL, 3, NULL, 'outbound'),
('f', '2024-06-04 00:00:00', 9, '+34101', '+33155', 0.0500, 0.1200, 'paris', 'France', 1, 5, 2, 'ann', 'outbound');
