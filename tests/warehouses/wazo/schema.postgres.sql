-- Columns: wazo-platform/wazo-call-logd, wazo_call_logd/database/alembic/versions/baseline-2514.sql, and the later
-- 0776735d0419 (reached_voicemail). The index on `date` is the one that the preset advises.
CREATE TABLE call_logd_call_log (
  id serial PRIMARY KEY,
  date timestamp with time zone NOT NULL,
  date_answer timestamp with time zone,
  date_end timestamp with time zone,
  tenant_uuid uuid NOT NULL,
  source_name character varying(255), source_exten character varying(255), source_internal_exten text,
  source_internal_context text, source_line_identity character varying(255),
  requested_name text, requested_exten character varying(255), requested_context character varying(255),
  requested_internal_exten text, requested_internal_context text,
  destination_name character varying(255), destination_exten character varying(255),
  destination_internal_exten text, destination_internal_context text,
  destination_line_identity character varying(255),
  direction character varying(255), user_field character varying(255), source_internal_name text,
  conversation_id character varying(255), blocked boolean, reached_voicemail boolean,
  CONSTRAINT call_logd_call_log_direction_check CHECK (direction IN ('inbound', 'internal', 'outbound'))
);
CREATE INDEX call_logd_call_log_date ON call_logd_call_log (date);
