-- After the field list of a PBX of segments: two parties of each, times of start, answer and end.
CREATE TABLE cdr_segments (
  cdr_id uuid NOT NULL PRIMARY KEY, call_history_id uuid, main_call_history_id uuid,
  source_entity_type varchar, source_dn_number varchar, source_dn_type varchar,
  source_dn_name varchar, source_participant_id bigint, source_participant_name varchar,
  source_participant_phone_number varchar, source_participant_trunk_did varchar,
  source_participant_is_incoming boolean, destination_entity_type varchar,
  destination_dn_number varchar, destination_dn_type varchar, destination_dn_name varchar,
  destination_participant_id bigint, destination_participant_name varchar,
  destination_participant_phone_number varchar, creation_method varchar,
  termination_reason varchar, termination_reason_details varchar,
  terminated_by_participant_id bigint, cdr_started_at timestamptz, cdr_ended_at timestamptz,
  cdr_answered_at timestamptz
);
INSERT INTO cdr_segments VALUES
 ('10000000-0000-0000-0000-000000000001', 'a0000000-0000-0000-0000-000000000001', 'a0000000-0000-0000-0000-000000000001',
  'external_line', '10001', 'provider', 'Carrier', 11, 'Ada Example', '+442070000001', '442071110000', true,
  'queue', '800', 'queue', 'Sales', 12, 'Sales', '800', 'call_init', 'continued_in', 'polling', NULL,
  '2025-03-01 10:00:00+00', '2025-03-01 10:00:20+00', '2025-03-01 10:00:02+00'),
 ('10000000-0000-0000-0000-000000000002', 'a0000000-0000-0000-0000-000000000002', 'a0000000-0000-0000-0000-000000000001',
  'external_line', '10001', 'provider', 'Carrier', 11, 'Ada Example', '+442070000001', '442071110000', true,
  'extension', '101', 'extension', 'Bob Example', 13, 'Bob Example', '101', 'polling', 'dst_participant_terminated', NULL, 13,
  '2025-03-01 10:00:20+00', '2025-03-01 10:01:35+00', '2025-03-01 10:00:30+00'),
 ('10000000-0000-0000-0000-000000000003', 'a0000000-0000-0000-0000-000000000003', 'a0000000-0000-0000-0000-000000000003',
  'extension', '101', 'extension', 'Bob Example', 14, 'Bob Example', '101', NULL, false,
  'external_line', '10001', 'provider', 'Carrier', 15, '', '+33140000002', 'call_init', 'cancelled', NULL, 14,
  '2025-03-01 11:00:00+00', '2025-03-01 11:00:31+00', NULL);
