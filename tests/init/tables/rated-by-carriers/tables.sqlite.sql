-- After a softswitch that rates a call for customer, reseller and carrier, and times it by epochs.
CREATE TABLE accounting (
  id INTEGER PRIMARY KEY, source_user_id TEXT, source_provider_id INTEGER, source_account_id INTEGER,
  source_user TEXT, source_domain TEXT, source_cli TEXT, source_ip TEXT,
  destination_provider_id INTEGER, destination_account_id INTEGER, destination_user TEXT,
  destination_domain TEXT, destination_user_dialed TEXT, destination_user_in TEXT,
  peer_auth_user TEXT, call_type TEXT, call_status TEXT NOT NULL, call_code TEXT,
  init_time DECIMAL(13,3) NOT NULL, start_time DECIMAL(13,3) NOT NULL,
  duration DECIMAL(13,3) NOT NULL, call_id TEXT NOT NULL,
  source_carrier_cost DECIMAL(14,6), source_reseller_cost DECIMAL(14,6),
  source_customer_cost DECIMAL(14,6), source_carrier_free_time INTEGER,
  destination_carrier_cost DECIMAL(14,6), rating_status TEXT NOT NULL, fragmented INTEGER
);
INSERT INTO accounting VALUES
 (1, 'u1', 1, 7, '100', 'a.example', '4310001', '10.0.0.1', 3, 0, '43199', 'b.example', '0199', '43199', NULL,
  'call', 'ok', '200', 1740823200.125, 1740823210.25, 61.5, 'c1', 0.02, 0.03, 0.05, 0, NULL, 'ok', 0),
 (2, 'u1', 1, 7, '100', 'a.example', '4310001', '10.0.0.1', 3, 0, '43198', 'b.example', '0198', '43198', NULL,
  'call', 'busy', '486', 1740823300.5, 1740823304.5, 0, 'c2', NULL, NULL, NULL, 0, NULL, 'ok', 0),
 (3, 'u2', 1, 8, '101', 'a.example', '4310002', '10.0.0.1', 3, 0, '43199', 'b.example', '0199', '43199', NULL,
  'call', 'cancel', '487', 1740823400, 1740823420, 0, 'c3', NULL, NULL, NULL, 0, NULL, 'ok', 0),
 (4, 'u2', 1, 8, '101', 'a.example', '4310002', '10.0.0.1', 3, 0, '43197', 'b.example', '0197', '43197', NULL,
  'call', 'ok', '200', 1740823500, 1740823506, 30, 'c4', 0.01, 0.015, 0.025, 0, NULL, 'ok', 0);
