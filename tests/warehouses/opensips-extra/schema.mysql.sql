-- Columns and keys: OpenSIPS/opensips, scripts/mysql/acc-create.sql; the last two of both tables are a script's own
-- (extra_fields).
CREATE TABLE acc (
    id int(10) unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    method char(16) DEFAULT '' NOT NULL,
    from_tag char(64) DEFAULT '' NOT NULL, to_tag char(64) DEFAULT '' NOT NULL,
    callid char(64) DEFAULT '' NOT NULL,
    sip_code char(3) DEFAULT '' NOT NULL, sip_reason char(32) DEFAULT '' NOT NULL,
    time datetime NOT NULL,
    duration int(11) unsigned DEFAULT 0 NOT NULL, ms_duration int(11) unsigned DEFAULT 0 NOT NULL,
    setuptime int(11) unsigned DEFAULT 0 NOT NULL,
    created datetime DEFAULT NULL,
    caller_id varchar(64) DEFAULT NULL, callee_id varchar(64) DEFAULT NULL
) ENGINE=InnoDB;
CREATE INDEX callid_idx ON acc (callid);

CREATE TABLE missed_calls (
    id int(10) unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY,
    method char(16) DEFAULT '' NOT NULL,
    from_tag char(64) DEFAULT '' NOT NULL, to_tag char(64) DEFAULT '' NOT NULL,
    callid char(64) DEFAULT '' NOT NULL,
    sip_code char(3) DEFAULT '' NOT NULL, sip_reason char(32) DEFAULT '' NOT NULL,
    time datetime NOT NULL,
    setuptime int(11) unsigned DEFAULT 0 NOT NULL,
    created datetime DEFAULT NULL,
    caller_id varchar(64) DEFAULT NULL, callee_id varchar(64) DEFAULT NULL
) ENGINE=InnoDB;
CREATE INDEX callid_idx ON missed_calls (callid);
