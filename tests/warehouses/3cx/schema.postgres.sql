-- The columns of https://www.3cx.com/docs/call-detail-record-guide/; its ids are UUIDs, its times UTC.
CREATE TABLE cdroutput (
  cdr_id uuid, call_history_id uuid, source_participant_id uuid,
  source_entity_type character varying, source_dn_number character varying, source_dn_type character varying,
  source_dn_name character varying, source_participant_name character varying,
  source_participant_phone_number character varying, source_participant_trunk_did character varying,
  source_participant_is_incoming boolean, source_participant_is_already_connected boolean,
  source_participant_group_name character varying, source_participant_billing_suffix character varying,
  destination_participant_id uuid, destination_entity_type character varying, destination_dn_number character varying,
  destination_dn_type character varying, destination_dn_name character varying,
  destination_participant_name character varying, destination_participant_phone_number character varying,
  destination_participant_trunk_did character varying, destination_participant_is_incoming boolean,
  destination_participant_is_already_connected boolean, destination_participant_group_name character varying,
  destination_participant_billing_suffix character varying,
  base_cdr_id uuid, originating_cdr_id uuid, creation_method character varying, creation_forward_reason character varying,
  termination_reason character varying, terminated_by_participant_id uuid, continued_in_cdr_id uuid,
  cdr_started_at timestamp with time zone, cdr_ended_at timestamp with time zone, cdr_answered_at timestamp with time zone,
  termination_reason_details character varying, processed boolean, migrated boolean, main_call_history_id uuid,
  source_presentation character varying, offload_id bigint
);
CREATE INDEX cdroutput_started ON cdroutput (cdr_started_at);
