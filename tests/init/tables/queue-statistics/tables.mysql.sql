-- A dialler's table: seconds of waiting and after-call work beside the talk, words for outcomes.
CREATE TABLE dialer_log (uniqueid varchar(20) NOT NULL, lead_id int, campaign_id varchar(20),
  call_date datetime NOT NULL, start_epoch int, end_epoch int, length_in_sec int, status varchar(6),
  phone_code varchar(10), phone_number varchar(18), user varchar(20), wait_sec int, wrapup_time int,
  queue_seconds decimal(7,2), term_reason varchar(20), called_count int, KEY c (call_date));
INSERT INTO dialer_log VALUES
 ('1740823200.1', 1, 'C', '2025-03-01 10:00:00', 1740823200, 1740823260, 60, 'SALE', '1', '2125550001', 'u1', 5, 9, 0, 'CALLER', 1),
 ('1740823300.2', 2, 'C', '2025-03-01 10:01:40', 1740823300, 1740823300, 0, 'NA', '1', '2125550002', 'u1', 2, 0, 0, 'NONE', 1);
