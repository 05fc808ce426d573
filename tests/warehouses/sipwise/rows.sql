-- 1717405200 is 2024-06-03 09:00:00 UTC.
INSERT INTO cdr (source_user_id, source_provider_id, source_account_id, source_user, source_domain, source_cli, source_ip,
  destination_user_id, destination_provider_id, destination_user, destination_domain, destination_user_dialed,
  destination_user_in, destination_domain_in, call_type, call_status, call_code, init_time, start_time, duration, call_id,
  source_carrier_cost, source_reseller_cost, source_customer_cost, is_fragmented, rating_status) VALUES
-- A: to a peering, 90.5 s in two fragments of one call: rings for 4.25 s.
('u-1', '1', 11, '4311', 'sip.example', '43111', '10.0.0.1', '0', 'peer-a', '431900', 'p', '01900', '431900', 'd', 'call', 'ok', '200',
  1717405200.000, 1717405204.250, 60.000, 'call-a', 0.010000, 0.020000, 0.100000, NULL, 'ok'),
('u-1', '1', 11, '4311', 'sip.example', '43111', '10.0.0.1', '0', 'peer-a', '431900', 'p', '01900', '431900', 'd', 'call', 'ok', '200',
  1717405200.000, 1717405264.250, 30.500, 'call-a', 0.005000, 0.010000, 0.050000, 1, 'ok'),
-- B: busy: its start is its INVITE, and it has no seconds. C: from outside, cancelled.
('u-1', '1', 11, '4311', 'sip.example', '43111', '10.0.0.1', '0', 'peer-a', '431901', 'p', '01901', '431901', 'd', 'call', 'busy', '486',
  1717405300.000, 1717405300.000, 0.000, 'call-b', NULL, NULL, 0.000000, NULL, 'ok'),
('0', 'peer-a', 0, '44171', 'peer', '44171', '10.0.0.9', 'u-2', '1', '4312', 'sip.example', '4312', '4312', 'd', 'call', 'cancel', '487',
  1717405400.000, 1717405410.000, 0.000, 'call-c', NULL, NULL, NULL, NULL, 'failed'),
-- D: in the house, and forwarded on no answer: two legs of one Call-ID.
('u-1', '1', 11, '4311', 'sip.example', '43111', '10.0.0.1', 'u-2', '1', '4312', 'sip.example', '4312', '4312', 'd', 'call', 'noanswer', '408',
  1717405500.000, 1717405515.000, 0.000, 'call-d', NULL, NULL, NULL, NULL, 'ok'),
('u-2', '1', 12, '4312', 'sip.example', '43111', '10.0.0.1', '0', 'peer-b', '43664', 'p', '4312', '43664', 'd', 'cfna', 'ok', '200',
  1717405515.000, 1717405520.000, 12.345, 'call-d', 0.100000, 0.200000, 0.300000, NULL, 'unrated'),
-- A message is no call.
('u-1', '1', 11, '4311', 'sip.example', '43111', '10.0.0.1', '0', 'peer-a', '431900', 'p', '01900', '431900', 'd', 'sms', 'ok', '200',
  1717405600.000, 1717405600.000, 1.000, 'sms-1', NULL, NULL, 0.050000, NULL, 'ok'),
-- E: began in the last thousandth of the day. F: in the first of the next.
('u-2', '1', 12, '4312', 'sip.example', '43112', '10.0.0.2', 'u-1', '1', '4311', 'sip.example', '4311', '4311', 'd', 'call', 'ok', '200',
  1717459199.999, 1717459202.999, 7.000, 'call-e', NULL, NULL, NULL, NULL, 'ok'),
('u-2', '1', 12, '4312', 'sip.example', '43112', '10.0.0.2', 'u-1', '1', '4311', 'sip.example', '4311', '4311', 'd', 'call', 'ok', '200',
  1717459200.000, 1717459202.000, 7.000, 'call-f', NULL, NULL, NULL, NULL, 'ok');
