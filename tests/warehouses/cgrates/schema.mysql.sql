-- Columns and keys: cgrates/cgrates, data/storage/mysql/create_cdrs_tables.sql.
CREATE TABLE cdrs (
    id int(11) NOT NULL AUTO_INCREMENT,
    cgrid varchar(40) NOT NULL, run_id varchar(64) NOT NULL,
    origin_host varchar(64) NOT NULL, source varchar(64) NOT NULL,
    origin_id varchar(128) NOT NULL, tor varchar(16) NOT NULL,
    request_type varchar(24) NOT NULL, tenant varchar(64) NOT NULL,
    category varchar(64) NOT NULL, account varchar(128) NOT NULL,
    subject varchar(128) NOT NULL, destination varchar(128) NOT NULL,
    setup_time datetime NOT NULL, answer_time datetime NULL,
    `usage` bigint NOT NULL, extra_fields text NOT NULL,
    cost_source varchar(64) NOT NULL, cost decimal(20,4) NOT NULL,
    cost_details mediumtext, extra_info text,
    created_at timestamp NULL, updated_at timestamp NULL, deleted_at timestamp NULL,
    PRIMARY KEY (id),
    UNIQUE KEY cdrrun (cgrid, run_id)
);
