INSERT INTO voip_switch (id, name, ipaddress) VALUES (1, 'fs1', '10.0.0.1'), (2, 'ast1', '10.0.0.2');

INSERT INTO hangup_cause (id, code, enumeration) VALUES (8, 16, 'NORMAL_CLEARING'), (9, 17, 'USER_BUSY'), (10, 19, 'NO_ANSWER'),
  (11, 487, NULL);

INSERT INTO voip_cdr (user_id, switch_id, cdr_source_type, callid, caller_id_number, caller_id_name, destination_number,
  starting_date, duration, billsec, hangup_cause_id, direction, country_id, authorized, accountcode, buy_rate, buy_cost,
  sell_rate, sell_cost, data) VALUES
(1, 1, 1, 'a', '49301', 'Ann', '34650', '2015-10-21 12:13:10+00', 55, 50, 8, 2, 34, true, '1000', 0.01, 0.00833, 0.02, 0.01667, '{}'),
(1, 1, 1, 'b', '49301', 'Ann', '34651', '2015-10-21 12:33:15+00', 15, 0, 9, 2, 34, true, '1000', 0.01, 0, 0.02, 0, '{}'),
(1, 2, 3, 'c', '34699', '', '49302', '2015-10-21 12:53:16+00', 20, 0, 10, 1, NULL, true, '', 0, 0, 0, 0, '{}'),
-- Cleared in the normal way, by who gave up: 16 is not an answer.
(2, 2, 3, 'd', '34699', '', '49302', '2015-10-21 13:00:00+00', 9, 0, 8, 1, NULL, true, '', 0, 0, 0, 0, '{}'),
(2, 1, 1, 'e', '49303', '', '34652', '2015-10-21 23:59:59.9+00', 40, 31, 11, 0, 34, true, '2000', 0, 0.10001, 0, 0.00001, '{}'),
(1, 1, 1, 'f', '49301', 'Ann', '34650', '2015-10-22 00:00:00+00', 55, 50, 8, 2, 34, true, '1000', 0.01, 0.00833, 0.02, 0.01667, '{}');
