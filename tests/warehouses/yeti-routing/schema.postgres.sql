-- Columns, key, indexes and partitions by day: yeti-switch/yeti-web, db/cdr_structure.sql and
-- app/lib/pg_partition/base.rb.
CREATE SCHEMA cdr;

CREATE SEQUENCE cdr.cdr_id_seq;

CREATE TABLE cdr.cdr (
    id bigint NOT NULL DEFAULT nextval('cdr.cdr_id_seq'),
    customer_id integer, vendor_id integer, customer_acc_id integer,
    vendor_acc_id integer, customer_auth_id integer, destination_id integer,
    dialpeer_id integer, orig_gw_id integer, term_gw_id integer, routing_group_id integer,
    rateplan_id integer, destination_next_rate numeric, destination_fee numeric,
    dialpeer_next_rate numeric, dialpeer_fee numeric, internal_disconnect_code integer,
    internal_disconnect_reason varchar, disconnect_initiator_id integer, customer_price numeric,
    vendor_price numeric, duration integer, success boolean, profit numeric,
    dst_prefix_in varchar, dst_prefix_out varchar, src_prefix_in varchar,
    src_prefix_out varchar, time_start timestamptz NOT NULL, time_connect timestamptz,
    time_end timestamptz, sign_orig_ip varchar, sign_orig_port integer,
    sign_orig_local_ip varchar, sign_orig_local_port integer, sign_term_ip varchar,
    sign_term_port integer, sign_term_local_ip varchar, sign_term_local_port integer,
    orig_call_id varchar, term_call_id varchar, vendor_invoice_id integer,
    customer_invoice_id integer, local_tag varchar, destination_initial_rate numeric,
    dialpeer_initial_rate numeric, destination_initial_interval integer,
    destination_next_interval integer, dialpeer_initial_interval integer,
    dialpeer_next_interval integer, destination_rate_policy_id integer, routing_attempt integer,
    is_last_cdr boolean, lega_disconnect_code integer, lega_disconnect_reason varchar,
    pop_id integer, node_id integer, src_name_in varchar, src_name_out varchar,
    diversion_in varchar, diversion_out varchar, legb_disconnect_code integer,
    legb_disconnect_reason varchar, auth_orig_ip inet, auth_orig_port integer,
    global_tag varchar, dst_country_id integer, dst_network_id integer,
    src_prefix_routing varchar, dst_prefix_routing varchar, routing_plan_id integer,
    routing_delay double precision, pdd double precision, rtt double precision,
    early_media_present boolean, lnp_database_id smallint, lrn varchar,
    destination_prefix varchar, dialpeer_prefix varchar, audio_recorded boolean,
    ruri_domain varchar, to_domain varchar, from_domain varchar, src_area_id integer,
    dst_area_id integer, auth_orig_transport_protocol_id smallint,
    sign_orig_transport_protocol_id smallint, sign_term_transport_protocol_id smallint,
    core_version varchar, yeti_version varchar, lega_user_agent varchar,
    legb_user_agent varchar, uuid uuid, pai_in varchar, ppi_in varchar, privacy_in varchar,
    rpid_in varchar, rpid_privacy_in varchar, pai_out varchar, ppi_out varchar,
    privacy_out varchar, rpid_out varchar, rpid_privacy_out varchar,
    destination_reverse_billing boolean, dialpeer_reverse_billing boolean,
    is_redirected boolean, customer_account_check_balance boolean, customer_external_id bigint,
    customer_auth_external_id bigint, customer_acc_vat numeric, customer_acc_external_id bigint,
    routing_tag_ids smallint[], vendor_external_id bigint, vendor_acc_external_id bigint,
    orig_gw_external_id bigint, term_gw_external_id bigint, failed_resource_type_id smallint,
    failed_resource_id bigint, customer_price_no_vat numeric, customer_duration integer,
    vendor_duration integer, customer_auth_name varchar, legb_local_tag varchar,
    legb_ruri varchar, legb_outbound_proxy varchar, p_charge_info_in varchar,
    src_country_id integer, src_network_id integer, lega_identity jsonb,
    lega_ss_status_id smallint, legb_ss_status_id smallint, dump_level_id smallint,
    metadata jsonb, customer_auth_external_type varchar, lega_q850_text varchar,
    legb_q850_text varchar, lega_q850_cause smallint, lega_q850_params varchar,
    legb_q850_cause smallint, legb_q850_params varchar, internal_disconnect_code_id smallint,
    package_counter_id bigint, src_network_type_id smallint, dst_network_type_id smallint,
    auth_orig_lat real, auth_orig_lon real, cdo smallint, customer_currency_id smallint,
    vendor_currency_id smallint, customer_currency_rate double precision,
    vendor_currency_rate double precision, destination_attempt_fee numeric,
    dialpeer_attempt_fee numeric,
    CONSTRAINT cdr_pkey PRIMARY KEY (id, time_start)
) PARTITION BY RANGE (time_start);

CREATE INDEX cdr_customer_acc_external_id_time_start_idx
    ON cdr.cdr (customer_acc_external_id, time_start) WHERE is_last_cdr;
CREATE INDEX cdr_customer_acc_id_time_start_idx1 ON cdr.cdr (customer_acc_id, time_start);
CREATE INDEX cdr_customer_id_time_start_idx ON cdr.cdr (customer_id, time_start);
CREATE INDEX cdr_id_idx ON cdr.cdr (id);
CREATE INDEX cdr_time_start_idx ON cdr.cdr (time_start);
CREATE INDEX cdr_vendor_id_time_start_idx ON cdr.cdr (vendor_id, time_start);

CREATE TABLE cdr.cdr_2025_03_30 PARTITION OF cdr.cdr
    FOR VALUES FROM ('2025-03-30 00:00:00+00') TO ('2025-03-31 00:00:00+00');
CREATE TABLE cdr.cdr_2025_03_31 PARTITION OF cdr.cdr
    FOR VALUES FROM ('2025-03-31 00:00:00+00') TO ('2025-04-01 00:00:00+00');
CREATE TABLE cdr.cdr_2025_04_01 PARTITION OF cdr.cdr
    FOR VALUES FROM ('2025-04-01 00:00:00+00') TO ('2025-04-02 00:00:00+00');
