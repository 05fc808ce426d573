-- The rows of the PostgreSQL table as its processor writes them: times in UTC, in whole seconds,
-- and 0 or '' for NULL where a column cannot be NULL.
-- A call of two attempts: the first vendor is congested, the second connects.
INSERT INTO cdrs (
    id, customer_id, customer_acc_id, customer_auth_name, vendor_id, vendor_acc_id, orig_gw_id,
    term_gw_id, routing_attempt, is_last_cdr, date_start, time_start, time_connect, time_end,
    duration, success, customer_price, vendor_price, profit, customer_duration, vendor_duration,
    disconnect_initiator_id, internal_disconnect_reason, lega_disconnect_code,
    lega_disconnect_reason, legb_disconnect_code, legb_disconnect_reason, lega_q850_cause,
    legb_q850_cause, src_prefix_in, src_prefix_routing, dst_prefix_in, dst_prefix_routing,
    dst_country_id, pdd, local_tag
) VALUES
    (1, 10, 110, 'acme', 20, 120, 101, 201, 1, 0, '2025-03-31', '2025-03-31 10:00:00', NULL,
     '2025-03-31 10:00:12', 0, 0, 0, 0, 0, NULL, NULL, 2, 'Rerouting', 0, '', 503,
     'Service Unavailable', 0, 34, '0014155550100', '14155550100', '00380441234567',
     '380441234567', 222, 0, 'tag-a'),
    (2, 10, 110, 'acme', 21, 121, 101, 202, 2, 1, '2025-03-31', '2025-03-31 10:00:00',
     '2025-03-31 10:00:20', '2025-03-31 10:01:20', 60, 1, 0.29, 0.07, 0.22, 60, 60, 3, 'Bye',
     200, 'OK', 200, 'OK', 16, 0, '0014155550100', '14155550100', '00380441234567',
     '380441234567', 222, 1.5, 'tag-a');

-- Busy, and yet it costs: an attempt fee on both sides.
INSERT INTO cdrs (
    id, customer_id, customer_acc_id, customer_auth_name, vendor_id, vendor_acc_id, orig_gw_id,
    term_gw_id, routing_attempt, is_last_cdr, date_start, time_start, time_connect, time_end,
    duration, success, customer_price, vendor_price, profit, customer_duration, vendor_duration,
    disconnect_initiator_id, internal_disconnect_reason, lega_disconnect_code,
    lega_disconnect_reason, legb_disconnect_code, legb_disconnect_reason, lega_q850_cause,
    legb_q850_cause, src_prefix_in, src_prefix_routing, dst_prefix_in, dst_prefix_routing,
    dst_country_id, pdd, local_tag
) VALUES
    (3, 10, 110, 'acme', 20, 120, 101, 201, 1, 1, '2025-03-31', '2025-03-31 11:00:00', NULL,
     '2025-03-31 11:00:30', 0, 0, 0.001, 0.002, -0.001, NULL, NULL, 2, 'Busy Here', 486,
     'Busy Here', 486, 'Busy Here', 0, 17, '14155550100', '14155550100', '442071234567',
     '442071234567', 44, 0.5, 'tag-b');

-- Rejected before any vendor was chosen, and before the number was normalized.
INSERT INTO cdrs (
    id, customer_id, customer_acc_id, customer_auth_name, vendor_id, vendor_acc_id, orig_gw_id,
    term_gw_id, routing_attempt, is_last_cdr, date_start, time_start, time_connect, time_end,
    duration, success, customer_price, vendor_price, profit, customer_duration, vendor_duration,
    disconnect_initiator_id, internal_disconnect_reason, lega_disconnect_code,
    lega_disconnect_reason, legb_disconnect_code, legb_disconnect_reason, lega_q850_cause,
    legb_q850_cause, src_prefix_in, src_prefix_routing, dst_prefix_in, dst_prefix_routing,
    dst_country_id, pdd, local_tag
) VALUES
    (4, 11, 111, 'bolt', NULL, NULL, 102, NULL, 1, 1, '2025-03-31', '2025-03-31 12:00:00', NULL,
     '2025-03-31 12:00:00', 0, 0, 0, 0, 0, NULL, NULL, 0, 'No routes', 404, 'Not Found', 0, '',
     0, 0, '+15550200', '', '0044123', '', NULL, 0, 'tag-c');

-- Connected and hung up in the same second: answered, with a duration of 0.
INSERT INTO cdrs (
    id, customer_id, customer_acc_id, customer_auth_name, vendor_id, vendor_acc_id, orig_gw_id,
    term_gw_id, routing_attempt, is_last_cdr, date_start, time_start, time_connect, time_end,
    duration, success, customer_price, vendor_price, profit, customer_duration, vendor_duration,
    disconnect_initiator_id, internal_disconnect_reason, lega_disconnect_code,
    lega_disconnect_reason, legb_disconnect_code, legb_disconnect_reason, lega_q850_cause,
    legb_q850_cause, src_prefix_in, src_prefix_routing, dst_prefix_in, dst_prefix_routing,
    dst_country_id, pdd, local_tag
) VALUES
    (5, 11, 111, 'bolt', 20, 120, 102, 203, 1, 1, '2025-03-31', '2025-03-31 13:00:00',
     '2025-03-31 13:00:05', '2025-03-31 13:00:05', 0, 1, 0, 0, 0, NULL, NULL, 2, 'Bye', 200,
     'OK', 200, 'OK', 0, 16, '15550200', '15550200', '380501112233', '380501112233', 222, 2.25,
     'tag-d');

-- Nobody was authenticated: no customer.
INSERT INTO cdrs (
    id, customer_id, customer_acc_id, customer_auth_name, vendor_id, vendor_acc_id, orig_gw_id,
    term_gw_id, routing_attempt, is_last_cdr, date_start, time_start, time_connect, time_end,
    duration, success, customer_price, vendor_price, profit, customer_duration, vendor_duration,
    disconnect_initiator_id, internal_disconnect_reason, lega_disconnect_code,
    lega_disconnect_reason, legb_disconnect_code, legb_disconnect_reason, lega_q850_cause,
    legb_q850_cause, src_prefix_in, src_prefix_routing, dst_prefix_in, dst_prefix_routing,
    dst_country_id, pdd, local_tag
) VALUES
    (6, NULL, NULL, '', NULL, NULL, NULL, NULL, 1, 1, '2025-03-31', '2025-03-31 14:00:00', NULL,
     '2025-03-31 14:00:00', 0, 0, 0, 0, 0, NULL, NULL, 0, 'Cant find customer', 403,
     'Forbidden', 0, '', 0, 0, 'scanner', '', '900972', '', NULL, 0, 'tag-e');

-- Begins in the last seconds of the day (and of its partition), ends on the next.
INSERT INTO cdrs (
    id, customer_id, customer_acc_id, customer_auth_name, vendor_id, vendor_acc_id, orig_gw_id,
    term_gw_id, routing_attempt, is_last_cdr, date_start, time_start, time_connect, time_end,
    duration, success, customer_price, vendor_price, profit, customer_duration, vendor_duration,
    disconnect_initiator_id, internal_disconnect_reason, lega_disconnect_code,
    lega_disconnect_reason, legb_disconnect_code, legb_disconnect_reason, lega_q850_cause,
    legb_q850_cause, src_prefix_in, src_prefix_routing, dst_prefix_in, dst_prefix_routing,
    dst_country_id, pdd, local_tag
) VALUES
    (7, 11, 111, 'bolt', 20, 120, 102, 201, 1, 0, '2025-03-31', '2025-03-31 23:59:58', NULL,
     '2025-04-01 00:00:01', 0, 0, 0, 0, 0, NULL, NULL, 2, 'Rerouting', 0, '', 480,
     'Temporarily Unavailable', 0, 0, '15550200', '15550200', '380501112233', '380501112233',
     222, 0, 'tag-f'),
    (8, 11, 111, 'bolt', 21, 121, 102, 202, 2, 1, '2025-03-31', '2025-03-31 23:59:59',
     '2025-04-01 00:00:03', '2025-04-01 00:00:13', 10, 1, 1.1, 0.9, 0.2, 30, 12, 3, 'Bye', 200,
     'OK', 200, 'OK', 16, 0, '15550200', '15550200', '380501112233', '380501112233', 222, 1,
     'tag-f');

-- On both sides of the window: the first instant of the next day, the last second of the day before.
INSERT INTO cdrs (
    id, customer_id, customer_acc_id, customer_auth_name, vendor_id, vendor_acc_id, orig_gw_id,
    term_gw_id, routing_attempt, is_last_cdr, date_start, time_start, time_connect, time_end,
    duration, success, customer_price, vendor_price, profit, customer_duration, vendor_duration,
    disconnect_initiator_id, internal_disconnect_reason, lega_disconnect_code,
    lega_disconnect_reason, legb_disconnect_code, legb_disconnect_reason, lega_q850_cause,
    legb_q850_cause, src_prefix_in, src_prefix_routing, dst_prefix_in, dst_prefix_routing,
    dst_country_id, pdd, local_tag
) VALUES
    (9, 10, 110, 'acme', 21, 121, 101, 202, 1, 1, '2025-04-01', '2025-04-01 00:00:00',
     '2025-04-01 00:00:10', '2025-04-01 00:01:50', 100, 1, 9, 5, 4, 120, 100, 3, 'Bye', 200,
     'OK', 200, 'OK', 16, 0, '14155550100', '14155550100', '380441234567', '380441234567', 222,
     1, 'tag-g'),
    (10, 10, 110, 'acme', 21, 121, 101, 202, 1, 1, '2025-03-30', '2025-03-30 23:59:59',
     '2025-03-31 00:00:09', '2025-03-31 00:01:09', 60, 1, 0.07, 0.05, 0.02, 60, 60, 3, 'Bye',
     200, 'OK', 200, 'OK', 16, 0, '14155550100', '14155550100', '380441234567', '380441234567',
     222, 1, 'tag-h');
