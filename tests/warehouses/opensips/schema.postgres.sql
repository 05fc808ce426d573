-- Columns and keys: OpenSIPS/opensips, scripts/postgres/acc-create.sql.
CREATE TABLE acc (
    id serial PRIMARY KEY NOT NULL,
    method varchar(16) DEFAULT '' NOT NULL,
    from_tag varchar(64) DEFAULT '' NOT NULL, to_tag varchar(64) DEFAULT '' NOT NULL,
    callid varchar(64) DEFAULT '' NOT NULL,
    sip_code varchar(3) DEFAULT '' NOT NULL, sip_reason varchar(32) DEFAULT '' NOT NULL,
    time timestamp without time zone NOT NULL,
    duration integer DEFAULT 0 NOT NULL, ms_duration integer DEFAULT 0 NOT NULL,
    setuptime integer DEFAULT 0 NOT NULL,
    created timestamp without time zone DEFAULT NULL
);
CREATE INDEX acc_callid_idx ON acc (callid);
ALTER SEQUENCE acc_id_seq MAXVALUE 2147483647 CYCLE;

CREATE TABLE missed_calls (
    id serial PRIMARY KEY NOT NULL,
    method varchar(16) DEFAULT '' NOT NULL,
    from_tag varchar(64) DEFAULT '' NOT NULL, to_tag varchar(64) DEFAULT '' NOT NULL,
    callid varchar(64) DEFAULT '' NOT NULL,
    sip_code varchar(3) DEFAULT '' NOT NULL, sip_reason varchar(32) DEFAULT '' NOT NULL,
    time timestamp without time zone NOT NULL,
    setuptime integer DEFAULT 0 NOT NULL,
    created timestamp without time zone DEFAULT NULL
);
CREATE INDEX missed_calls_callid_idx ON missed_calls (callid);
ALTER SEQUENCE missed_calls_id_seq MAXVALUE 2147483647 CYCLE;
