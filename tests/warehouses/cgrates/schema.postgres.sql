-- Columns and keys: cgrates/cgrates, data/storage/postgres/create_cdrs_tables.sql.
CREATE TABLE cdrs (
    id serial PRIMARY KEY,
    cgrid varchar(40) NOT NULL, run_id varchar(64) NOT NULL,
    origin_host varchar(64) NOT NULL, source varchar(64) NOT NULL,
    origin_id varchar(128) NOT NULL, tor varchar(16) NOT NULL,
    request_type varchar(24) NOT NULL, tenant varchar(64) NOT NULL,
    category varchar(64) NOT NULL, account varchar(128) NOT NULL,
    subject varchar(128) NOT NULL, destination varchar(128) NOT NULL,
    setup_time timestamptz NOT NULL, answer_time timestamptz NULL,
    usage bigint NOT NULL, extra_fields jsonb NOT NULL,
    cost_source varchar(64) NOT NULL, cost numeric(20,4) DEFAULT NULL,
    cost_details jsonb, extra_info text,
    created_at timestamptz, updated_at timestamptz NULL, deleted_at timestamptz NULL,
    UNIQUE (cgrid, run_id)
);
CREATE INDEX deleted_at_cp_idx ON cdrs (deleted_at);
