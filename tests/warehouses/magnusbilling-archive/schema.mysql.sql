-- Columns and keys: magnussolution/magnusbilling7, script/database.sql and, for the
-- archive of failed calls, protected/models/CallFailed.php. It needs a server that takes
-- zero dates, as MagnusBilling's does. Keys to tables that are not here are left out.
SET SESSION sql_mode = '';

CREATE TABLE pkg_provider (
    id int(11) NOT NULL AUTO_INCREMENT, provider_name char(30) NOT NULL,
    creationdate timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, description mediumtext,
    credit decimal(18,5) NOT NULL DEFAULT '0.00000',
    credit_control smallint(1) NOT NULL DEFAULT '0',
    PRIMARY KEY (id), UNIQUE KEY cons_pkg_provider_provider_name (provider_name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE pkg_trunk (
    id int(11) NOT NULL AUTO_INCREMENT, id_provider int(11) NOT NULL,
    failover_trunk int(11) DEFAULT NULL, trunkcode varchar(50) DEFAULT NULL,
    host varchar(100) NOT NULL, fromdomain varchar(100) NOT NULL,
    trunkprefix char(20) DEFAULT NULL, providertech char(20) NOT NULL,
    providerip char(80) NOT NULL, removeprefix char(20) DEFAULT NULL,
    secondusedreal int(11) DEFAULT '0', call_answered int(11) DEFAULT '0',
    call_total int(11) DEFAULT '0', creationdate timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    addparameter char(120) DEFAULT NULL, inuse int(11) DEFAULT '0', maxuse int(11) DEFAULT '-1',
    status int(11) DEFAULT '1', if_max_use int(11) DEFAULT '0', `user` varchar(80) NOT NULL,
    secret varchar(50) NOT NULL, allow varchar(50) NOT NULL, link_sms varchar(250) NOT NULL,
    directmedia char(10) NOT NULL DEFAULT 'no', context char(20) NOT NULL DEFAULT 'billing',
    dtmfmode char(7) NOT NULL DEFAULT 'RFC2833',
    insecure varchar(20) NOT NULL DEFAULT 'port,invite', nat char(20) NOT NULL DEFAULT 'yes',
    `qualify` char(7) NOT NULL DEFAULT 'yes', type char(6) NOT NULL DEFAULT 'peer',
    disallow varchar(20) NOT NULL DEFAULT 'all', sms_res varchar(50) NOT NULL,
    register int(11) NOT NULL DEFAULT '0', language varchar(10) NOT NULL,
    allow_error int(11) NOT NULL DEFAULT '0', short_time_call int(11) NOT NULL DEFAULT '0',
    fromuser varchar(80) NOT NULL DEFAULT '', register_string varchar(300) NOT NULL DEFAULT '',
    transport varchar(3) NOT NULL DEFAULT 'no', encryption varchar(3) NOT NULL DEFAULT 'no',
    port varchar(5) NOT NULL DEFAULT '5060', sendrpid varchar(10) NOT NULL DEFAULT 'no',
    sip_config text, cnl int(11) NOT NULL DEFAULT '0', cid_add varchar(11) NOT NULL DEFAULT '',
    cid_remove varchar(11) NOT NULL DEFAULT '',
    PRIMARY KEY (id), KEY fk_pkg_provider_pkg_trunk (id_provider),
    KEY fk_pkg_trunk_pkg_trunk (failover_trunk),
    CONSTRAINT fk_pkg_provider_pkg_trunk FOREIGN KEY (id_provider) REFERENCES pkg_provider (id),
    CONSTRAINT fk_pkg_trunk_pkg_trunk FOREIGN KEY (failover_trunk) REFERENCES pkg_trunk (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE pkg_prefix (
    id int(11) NOT NULL AUTO_INCREMENT, prefix varchar(18) NOT NULL,
    destination varchar(60) NOT NULL,
    PRIMARY KEY (id), UNIQUE KEY prefix_2 (prefix), KEY prefix (prefix),
    KEY destination (destination)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE pkg_user (
    id int(11) NOT NULL AUTO_INCREMENT, id_user int(11) DEFAULT NULL, id_group int(11) NOT NULL,
    id_group_agent int(11) DEFAULT NULL, id_plan int(11) DEFAULT NULL,
    id_offer int(11) DEFAULT NULL, username varchar(20) NOT NULL,
    password varchar(100) NOT NULL, credit decimal(15,4) DEFAULT NULL,
    active tinyint(1) DEFAULT NULL, creationdate timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    firstusedate timestamp NOT NULL DEFAULT '0000-00-00 00:00:00',
    expirationdate timestamp NOT NULL DEFAULT '0000-00-00 00:00:00',
    enableexpire tinyint(1) DEFAULT '0', expiredays int(11) DEFAULT '0',
    lastname varchar(50) NOT NULL DEFAULT '', firstname varchar(50) NOT NULL DEFAULT '',
    address varchar(100) DEFAULT NULL, city varchar(50) NOT NULL DEFAULT '',
    neighborhood varchar(50) DEFAULT NULL, state varchar(50) NOT NULL DEFAULT '',
    country varchar(50) NOT NULL DEFAULT '', zipcode varchar(20) DEFAULT '',
    phone varchar(50) NOT NULL DEFAULT '', mobile varchar(20) DEFAULT '',
    email varchar(100) NOT NULL DEFAULT '', vat varchar(50) DEFAULT NULL,
    company_name varchar(100) DEFAULT NULL, commercial_name varchar(100) DEFAULT NULL,
    company_website varchar(60) DEFAULT NULL, state_number varchar(40) DEFAULT NULL,
    dist varchar(100) DEFAULT NULL, contract_value float DEFAULT '0',
    lastuse timestamp NOT NULL DEFAULT '0000-00-00 00:00:00', typepaid tinyint(1) DEFAULT '0',
    creditlimit int(11) NOT NULL DEFAULT '0', language char(5) DEFAULT 'en',
    redial varchar(50) DEFAULT NULL, loginkey varchar(40) DEFAULT NULL,
    last_notification timestamp NULL DEFAULT NULL,
    credit_notification int(11) NOT NULL DEFAULT '10',
    credit_notification_daily int(1) NOT NULL DEFAULT '0',
    restriction tinyint(4) NOT NULL DEFAULT '0', callingcard_pin int(6) NOT NULL,
    prefix_local varchar(50) NOT NULL DEFAULT '', callshop varchar(20) DEFAULT '',
    plan_day tinyint(1) DEFAULT NULL, record_call tinyint(1) NOT NULL DEFAULT '0',
    active_paypal tinyint(1) NOT NULL DEFAULT '0', boleto tinyint(1) NOT NULL DEFAULT '0',
    boleto_day smallint(2) DEFAULT NULL, description varchar(500) DEFAULT NULL,
    last_login timestamp NOT NULL DEFAULT '0000-00-00 00:00:00',
    googleAuthenticator_enable tinyint(1) NOT NULL DEFAULT '0',
    google_authenticator_key varchar(50) NOT NULL DEFAULT '', doc varchar(50) DEFAULT NULL,
    id_sacado_sac int(11) DEFAULT NULL, disk_space int(10) NOT NULL DEFAULT '-1',
    sipaccountlimit int(10) NOT NULL DEFAULT '-1', calllimit int(10) NOT NULL DEFAULT '-1',
    cpslimit int(11) NOT NULL DEFAULT '-1', calllimit_error varchar(3) NOT NULL DEFAULT '503',
    mix_monitor_format varchar(5) DEFAULT 'gsm',
    transfer_show_selling_price tinyint(1) DEFAULT '0',
    transfer_bdservice_rate int(11) DEFAULT '0',
    transfer_dbbl_rocket_profit int(11) DEFAULT '0', transfer_bkash_profit int(11) DEFAULT '0',
    transfer_flexiload_profit int(11) DEFAULT '0',
    transfer_international_profit int(11) DEFAULT '0',
    transfer_dbbl_rocket tinyint(1) NOT NULL DEFAULT '0', transfer_bkash tinyint(1) DEFAULT '0',
    transfer_flexiload tinyint(1) DEFAULT '0', transfer_international tinyint(1) DEFAULT '0',
    restriction_use int(11) NOT NULL DEFAULT '1',
    PRIMARY KEY (id), UNIQUE KEY callingcard_pin (callingcard_pin),
    KEY fk_pkg_group_user_pkg_user (id_group), KEY fk_pkg_plan_pkg_user (id_plan),
    KEY username (username), KEY fk_pkg_user_pkg_user (id_user),
    KEY fk_pkg_group_user_pkg_user_agent (id_group_agent)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE pkg_cdr (
    id bigint(11) NOT NULL AUTO_INCREMENT, id_user int(11) NOT NULL,
    id_plan int(11) DEFAULT NULL, id_trunk int(11) DEFAULT NULL, id_server int(11) DEFAULT NULL,
    id_prefix int(11) DEFAULT NULL, id_campaign int(11) DEFAULT NULL,
    callerid varchar(40) NOT NULL DEFAULT '', uniqueid varchar(30) NOT NULL,
    starttime timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, sessiontime int(11) DEFAULT NULL,
    calledstation varchar(30) NOT NULL, sessionbill float DEFAULT NULL,
    sipiax int(11) DEFAULT '0', src varchar(40) NOT NULL,
    buycost decimal(15,6) DEFAULT '0.000000', real_sessiontime int(11) DEFAULT NULL,
    terminatecauseid int(1) DEFAULT '1', agent_bill decimal(15,6) DEFAULT '0.000000',
    PRIMARY KEY (id), KEY id_user (id_user), KEY id_trunk (id_trunk), KEY id_prefix (id_prefix),
    KEY calledstation (calledstation), KEY src (src), KEY callerid (callerid),
    KEY starttime (starttime)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE pkg_cdr_archive (
    id bigint(11) NOT NULL AUTO_INCREMENT, id_user int(11) NOT NULL,
    id_plan int(11) DEFAULT NULL, id_trunk int(11) DEFAULT NULL, id_did int(11) DEFAULT NULL,
    id_offer int(11) DEFAULT '0', id_prefix int(11) DEFAULT NULL, uniqueid varchar(30) NOT NULL,
    starttime timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    stoptime timestamp NOT NULL DEFAULT '0000-00-00 00:00:00', sessiontime int(11) DEFAULT NULL,
    calledstation varchar(30) NOT NULL, sessionbill float DEFAULT NULL,
    sipiax int(11) DEFAULT '0', src varchar(40) NOT NULL,
    buycost decimal(15,5) DEFAULT '0.00000', real_sessiontime int(11) DEFAULT NULL,
    terminatecauseid int(1) DEFAULT '1', agent_bill decimal(15,5) DEFAULT '0.00000',
    PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE pkg_cdr_failed (
    id bigint(11) NOT NULL AUTO_INCREMENT, id_user int(11) NOT NULL,
    id_plan int(11) DEFAULT NULL, id_trunk int(11) DEFAULT NULL, id_prefix int(11) DEFAULT NULL,
    id_server int(11) DEFAULT NULL, sessionid varchar(40) DEFAULT NULL,
    uniqueid varchar(30) NOT NULL, starttime timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    calledstation varchar(30) NOT NULL, sipiax int(11) DEFAULT '0', src varchar(40) NOT NULL,
    callerid varchar(40) DEFAULT NULL, terminatecauseid int(1) DEFAULT '1',
    hangupcause int(11) DEFAULT NULL,
    PRIMARY KEY (id), KEY id_user (id_user), KEY id_trunk (id_trunk),
    KEY calledstation (calledstation), KEY starttime (starttime)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

CREATE TABLE pkg_cdr_failed_archive (
    id int(11) NOT NULL AUTO_INCREMENT, id_user int(11) NOT NULL, id_plan int(11) DEFAULT NULL,
    id_trunk int(11) DEFAULT NULL, id_prefix int(11) DEFAULT NULL,
    uniqueid varchar(30) CHARACTER SET utf8 COLLATE utf8_bin NOT NULL,
    starttime timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    calledstation varchar(30) CHARACTER SET utf8 COLLATE utf8_bin NOT NULL,
    sipiax int(11) DEFAULT '0', src varchar(40) CHARACTER SET utf8 COLLATE utf8_bin NOT NULL,
    terminatecauseid int(1) DEFAULT '1',
    PRIMARY KEY (id), KEY id_user (id_user), KEY id_plan (id_plan), KEY id_trunk (id_trunk),
    KEY calledstation (calledstation), KEY terminatecauseid (terminatecauseid),
    KEY id_prefix (id_prefix), KEY uniqueid (uniqueid)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
