-- Durations as clocks, an empty one where nobody answered.
CREATE TABLE anrufliste (start_time datetime NOT NULL, caller_number varchar(30),
  called_number varchar(30), call_duration varchar(8) NOT NULL, talk_time varchar(8) NOT NULL,
  call_result varchar(20), KEY s (start_time));
INSERT INTO anrufliste VALUES
 ('2025-03-01 10:00:00', '301', '302', '00:01:10', '00:01:01', 'success'),
 ('2025-03-01 10:01:00', '301', '303', '00:00:20', '', 'busy'),
 ('2025-03-01 10:02:00', '304', '302', '01:00:05', '01:00:00', 'success');
