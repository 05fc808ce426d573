-- A call of two attempts: the first vendor is congested, the second connects.
INSERT INTO cdr.cdr (
    id, customer_id, customer_acc_id, customer_auth_name, vendor_id, vendor_acc_id, orig_gw_id,
    term_gw_id, routing_attempt, is_last_cdr, time_start, time_connect, time_end, duration,
    success, customer_price, vendor_price, profit, customer_duration, vendor_duration,
    disconnect_initiator_id, internal_disconnect_reason, lega_disconnect_code,
    lega_disconnect_reason, legb_disconnect_code, legb_disconnect_reason, lega_q850_cause,
    legb_q850_cause, src_prefix_in, src_prefix_routing, dst_prefix_in, dst_prefix_routing,
    dst_country_id, pdd, local_tag
) VALUES
    (1, 10, 110, 'acme', 20, 120, 101, 201, 1, FALSE, '2025-03-31 10:00:00+00', NULL,
     '2025-03-31 10:00:12+00', 0, FALSE, 0, 0, 0, NULL, NULL, 2, 'Rerouting', NULL, NULL, 503,
     'Service Unavailable', NULL, 34, '0014155550100', '14155550100', '00380441234567',
     '380441234567', 222, NULL, 'tag-a'),
    (2, 10, 110, 'acme', 21, 121, 101, 202, 2, TRUE, '2025-03-31 10:00:00+00',
     '2025-03-31 10:00:20+00', '2025-03-31 10:01:20+00', 60, TRUE, 0.29, 0.07, 0.22, 60, 60, 3,
     'Bye', 200, 'OK', 200, 'OK', 16, NULL, '0014155550100', '14155550100', '00380441234567',
     '380441234567', 222, 1.5, 'tag-a');

-- Busy, and yet it costs: an attempt fee on both sides.
INSERT INTO cdr.cdr (
    id, customer_id, customer_acc_id, customer_auth_name, vendor_id, vendor_acc_id, orig_gw_id,
    term_gw_id, routing_attempt, is_last_cdr, time_start, time_connect, time_end, duration,
    success, customer_price, vendor_price, profit, customer_duration, vendor_duration,
    disconnect_initiator_id, internal_disconnect_reason, lega_disconnect_code,
    lega_disconnect_reason, legb_disconnect_code, legb_disconnect_reason, lega_q850_cause,
    legb_q850_cause, src_prefix_in, src_prefix_routing, dst_prefix_in, dst_prefix_routing,
    dst_country_id, pdd, local_tag
) VALUES
    (3, 10, 110, 'acme', 20, 120, 101, 201, 1, TRUE, '2025-03-31 11:00:00+00', NULL,
     '2025-03-31 11:00:30+00', 0, FALSE, 0.001, 0.002, -0.001, NULL, NULL, 2, 'Busy Here', 486,
     'Busy Here', 486, 'Busy Here', NULL, 17, '14155550100', '14155550100', '442071234567',
     '442071234567', 44, 0.5, 'tag-b');

-- Rejected before any vendor was chosen, and before the number was normalized.
INSERT INTO cdr.cdr (
    id, customer_id, customer_acc_id, customer_auth_name, vendor_id, vendor_acc_id, orig_gw_id,
    term_gw_id, routing_attempt, is_last_cdr, time_start, time_connect, time_end, duration,
    success, customer_price, vendor_price, profit, customer_duration, vendor_duration,
    disconnect_initiator_id, internal_disconnect_reason, lega_disconnect_code,
    lega_disconnect_reason, legb_disconnect_code, legb_disconnect_reason, lega_q850_cause,
    legb_q850_cause, src_prefix_in, src_prefix_routing, dst_prefix_in, dst_prefix_routing,
    dst_country_id, pdd, local_tag
) VALUES
    (4, 11, 111, 'bolt', NULL, NULL, 102, NULL, 1, TRUE, '2025-03-31 12:00:00+00', NULL,
     '2025-03-31 12:00:00+00', 0, FALSE, 0, 0, 0, NULL, NULL, 0, 'No routes', 404, 'Not Found',
     NULL, NULL, NULL, NULL, '+15550200', NULL, '0044123', NULL, NULL, NULL, 'tag-c');

-- Connected and hung up in the same second: answered, with a duration of 0.
INSERT INTO cdr.cdr (
    id, customer_id, customer_acc_id, customer_auth_name, vendor_id, vendor_acc_id, orig_gw_id,
    term_gw_id, routing_attempt, is_last_cdr, time_start, time_connect, time_end, duration,
    success, customer_price, vendor_price, profit, customer_duration, vendor_duration,
    disconnect_initiator_id, internal_disconnect_reason, lega_disconnect_code,
    lega_disconnect_reason, legb_disconnect_code, legb_disconnect_reason, lega_q850_cause,
    legb_q850_cause, src_prefix_in, src_prefix_routing, dst_prefix_in, dst_prefix_routing,
    dst_country_id, pdd, local_tag
) VALUES
    (5, 11, 111, 'bolt', 20, 120, 102, 203, 1, TRUE, '2025-03-31 13:00:00+00',
     '2025-03-31 13:00:05+00', '2025-03-31 13:00:05+00', 0, TRUE, 0, 0, 0, NULL, NULL, 2, 'Bye',
     200, 'OK', 200, 'OK', NULL, 16, '15550200', '15550200', '380501112233', '380501112233',
     222, 2.25, 'tag-d');

-- Nobody was authenticated: no customer.
INSERT INTO cdr.cdr (
    id, customer_id, customer_acc_id, customer_auth_name, vendor_id, vendor_acc_id, orig_gw_id,
    term_gw_id, routing_attempt, is_last_cdr, time_start, time_connect, time_end, duration,
    success, customer_price, vendor_price, profit, customer_duration, vendor_duration,
    disconnect_initiator_id, internal_disconnect_reason, lega_disconnect_code,
    lega_disconnect_reason, legb_disconnect_code, legb_disconnect_reason, lega_q850_cause,
    legb_q850_cause, src_prefix_in, src_prefix_routing, dst_prefix_in, dst_prefix_routing,
    dst_country_id, pdd, local_tag
) VALUES
    (6, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, TRUE, '2025-03-31 14:00:00+00', NULL,
     '2025-03-31 14:00:00+00', 0, FALSE, 0, 0, 0, NULL, NULL, 0, 'Cant find customer', 403,
     'Forbidden', NULL, NULL, NULL, NULL, 'scanner', NULL, '900972', NULL, NULL, NULL, 'tag-e');

-- Begins in the last seconds of the day (and of its partition), ends on the next.
INSERT INTO cdr.cdr (
    id, customer_id, customer_acc_id, customer_auth_name, vendor_id, vendor_acc_id, orig_gw_id,
    term_gw_id, routing_attempt, is_last_cdr, time_start, time_connect, time_end, duration,
    success, customer_price, vendor_price, profit, customer_duration, vendor_duration,
    disconnect_initiator_id, internal_disconnect_reason, lega_disconnect_code,
    lega_disconnect_reason, legb_disconnect_code, legb_disconnect_reason, lega_q850_cause,
    legb_q850_cause, src_prefix_in, src_prefix_routing, dst_prefix_in, dst_prefix_routing,
    dst_country_id, pdd, local_tag
) VALUES
    (7, 11, 111, 'bolt', 20, 120, 102, 201, 1, FALSE, '2025-03-31 23:59:58+00', NULL,
     '2025-04-01 00:00:01+00', 0, FALSE, 0, 0, 0, NULL, NULL, 2, 'Rerouting', NULL, NULL, 480,
     'Temporarily Unavailable', NULL, NULL, '15550200', '15550200', '380501112233',
     '380501112233', 222, NULL, 'tag-f'),
    (8, 11, 111, 'bolt', 21, 121, 102, 202, 2, TRUE, '2025-03-31 23:59:59+00',
     '2025-04-01 00:00:03+00', '2025-04-01 00:00:13+00', 10, TRUE, 1.1, 0.9, 0.2, 30, 12, 3,
     'Bye', 200, 'OK', 200, 'OK', 16, NULL, '15550200', '15550200', '380501112233',
     '380501112233', 222, 1, 'tag-f');

-- On both sides of the window: the first instant of the next day, the last second of the day before.
INSERT INTO cdr.cdr (
    id, customer_id, customer_acc_id, customer_auth_name, vendor_id, vendor_acc_id, orig_gw_id,
    term_gw_id, routing_attempt, is_last_cdr, time_start, time_connect, time_end, duration,
    success, customer_price, vendor_price, profit, customer_duration, vendor_duration,
    disconnect_initiator_id, internal_disconnect_reason, lega_disconnect_code,
    lega_disconnect_reason, legb_disconnect_code, legb_disconnect_reason, lega_q850_cause,
    legb_q850_cause, src_prefix_in, src_prefix_routing, dst_prefix_in, dst_prefix_routing,
    dst_country_id, pdd, local_tag
) VALUES
    (9, 10, 110, 'acme', 21, 121, 101, 202, 1, TRUE, '2025-04-01 00:00:00+00',
     '2025-04-01 00:00:10+00', '2025-04-01 00:01:50+00', 100, TRUE, 9, 5, 4, 120, 100, 3, 'Bye',
     200, 'OK', 200, 'OK', 16, NULL, '14155550100', '14155550100', '380441234567',
     '380441234567', 222, 1, 'tag-g'),
    (10, 10, 110, 'acme', 21, 121, 101, 202, 1, TRUE, '2025-03-30 23:59:59+00',
     '2025-03-31 00:00:09+00', '2025-03-31 00:01:09+00', 60, TRUE, 0.07, 0.05, 0.02, 60, 60, 3,
     'Bye', 200, 'OK', 200, 'OK', 16, NULL, '14155550100', '14155550100', '380441234567',
     '380441234567', 222, 1, 'tag-h');
