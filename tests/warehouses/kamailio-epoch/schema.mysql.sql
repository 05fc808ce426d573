-- Columns and keys: kamailio/kamailio, utils/kamctl/mysql/acc-create.sql; the last six columns of both
-- tables: etc/kamailio.cfg (WITH_ACCDB).
CREATE TABLE acc (
    id int(10) unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    method varchar(16) DEFAULT '' NOT NULL,
    from_tag varchar(64) DEFAULT '' NOT NULL, to_tag varchar(64) DEFAULT '' NOT NULL,
    callid varchar(255) DEFAULT '' NOT NULL,
    sip_code varchar(3) DEFAULT '' NOT NULL, sip_reason varchar(128) DEFAULT '' NOT NULL,
    time datetime NOT NULL,
    src_user varchar(64) NOT NULL DEFAULT '', src_domain varchar(128) NOT NULL DEFAULT '',
    src_ip varchar(64) NOT NULL DEFAULT '', dst_ouser varchar(64) NOT NULL DEFAULT '',
    dst_user varchar(64) NOT NULL DEFAULT '', dst_domain varchar(128) NOT NULL DEFAULT '',
    time_attr double NOT NULL
);
CREATE INDEX callid_idx ON acc (callid);

CREATE TABLE missed_calls (
    id int(10) unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    method varchar(16) DEFAULT '' NOT NULL,
    from_tag varchar(64) DEFAULT '' NOT NULL, to_tag varchar(64) DEFAULT '' NOT NULL,
    callid varchar(255) DEFAULT '' NOT NULL,
    sip_code varchar(3) DEFAULT '' NOT NULL, sip_reason varchar(128) DEFAULT '' NOT NULL,
    time datetime NOT NULL,
    src_user varchar(64) NOT NULL DEFAULT '', src_domain varchar(128) NOT NULL DEFAULT '',
    src_ip varchar(64) NOT NULL DEFAULT '', dst_ouser varchar(64) NOT NULL DEFAULT '',
    dst_user varchar(64) NOT NULL DEFAULT '', dst_domain varchar(128) NOT NULL DEFAULT '',
    time_attr double NOT NULL
);
CREATE INDEX callid_idx ON missed_calls (callid);
