-- FusionPBX with SIP status codes: what the preset reads of v_xml_cdr, the JSON beside it, and a
-- view that looks the code up. Nothing makes xml_cdr_uuid unique in v_xml_cdr_json, so that a join
-- could count a call twice; a scalar subquery cannot, and costs nothing where it is not asked for.
CREATE TABLE v_domains (domain_uuid uuid PRIMARY KEY, domain_name text);
CREATE TABLE v_extensions (extension_uuid uuid PRIMARY KEY, domain_uuid uuid, extension text);
CREATE TABLE v_gateways (gateway_uuid uuid PRIMARY KEY, domain_uuid uuid, gateway text);
CREATE TABLE v_xml_cdr (
  xml_cdr_uuid uuid PRIMARY KEY,
  domain_uuid uuid,
  extension_uuid uuid,
  accountcode text,
  direction text,
  caller_id_number text,
  destination_number text,
  start_epoch numeric,
  start_stamp timestamptz,
  end_epoch numeric,
  billsec numeric,
  bridge_uuid text,
  leg char(1),
  originating_leg_uuid uuid,
  last_arg text,
  voicemail_message boolean,
  missed_call boolean,
  cc_side text,
  cc_queue text,
  cc_queue_answered_epoch numeric,
  cc_queue_terminated_epoch numeric,
  conference_name text,
  status text,
  hangup_cause text,
  hangup_cause_q850 numeric,
  sip_hangup_disposition text
);
CREATE INDEX index_start_stamp ON v_xml_cdr (start_stamp);
CREATE TABLE v_xml_cdr_json (
  xml_cdr_json_uuid uuid PRIMARY KEY,
  xml_cdr_uuid uuid,
  domain_uuid uuid,
  start_stamp timestamptz,
  json jsonb
);
CREATE INDEX xml_cdr_json_call ON v_xml_cdr_json (xml_cdr_uuid);
CREATE VIEW cdr_with_sip AS
SELECT c.*, (
  SELECT MAX(j.json -> 'variables' ->> 'sip_term_status')
  FROM v_xml_cdr_json j WHERE j.xml_cdr_uuid = c.xml_cdr_uuid
) AS sip_term_status
FROM v_xml_cdr c;
