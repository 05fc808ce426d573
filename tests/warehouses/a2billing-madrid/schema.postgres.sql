-- Columns and keys: Star2Billing/a2billing, DataBase/psql/a2billing-schema-v1.4.0.sql.
CREATE TABLE cc_trunk (
    id_trunk serial NOT NULL, trunkcode TEXT NOT NULL, trunkprefix TEXT,
    providertech TEXT NOT NULL, providerip TEXT NOT NULL, removeprefix TEXT,
    secondusedreal INTEGER DEFAULT 0, secondusedcarrier INTEGER DEFAULT 0,
    secondusedratecard INTEGER DEFAULT 0,
    creationdate TIMESTAMP(0) without time zone DEFAULT NOW(), failover_trunk INTEGER,
    addparameter TEXT, id_provider INTEGER, inuse INTEGER DEFAULT 0, maxuse INTEGER DEFAULT -1,
    status INTEGER DEFAULT 1, if_max_use INTEGER DEFAULT 0,
    PRIMARY KEY (id_trunk)
);

CREATE TABLE cc_card (
    id BIGSERIAL NOT NULL, creationdate TIMESTAMP WITHOUT TIME ZONE DEFAULT NOW(),
    firstusedate TIMESTAMP WITHOUT TIME ZONE, expirationdate TIMESTAMP WITHOUT TIME ZONE,
    enableexpire INTEGER DEFAULT 0, expiredays INTEGER DEFAULT 0, username TEXT UNIQUE NOT NULL,
    useralias TEXT UNIQUE NOT NULL, uipass TEXT, credit NUMERIC(12,4) NOT NULL,
    tariff INTEGER DEFAULT 0, id_didgroup INTEGER DEFAULT 0,
    activated BOOLEAN DEFAULT false NOT NULL, lastname TEXT, firstname TEXT, address TEXT,
    city TEXT, state TEXT, country TEXT, zipcode TEXT, phone TEXT, email TEXT, fax TEXT,
    inuse INTEGER DEFAULT 0, simultaccess INTEGER DEFAULT 0,
    currency CHARACTER VARYING(3) DEFAULT 'USD'::CHARACTER varying, lastuse date DEFAULT NOW(),
    nbused INTEGER DEFAULT 0, typepaid INTEGER DEFAULT 0, creditlimit INTEGER DEFAULT 0,
    voipcall INTEGER DEFAULT 0, sip_buddy INTEGER DEFAULT 0, iax_buddy INTEGER DEFAULT 0,
    "language" TEXT DEFAULT 'en'::text, redial TEXT, runservice INTEGER DEFAULT 0,
    nbservice INTEGER DEFAULT 0, id_campaign INTEGER DEFAULT 0,
    num_trials_done INTEGER DEFAULT 0, vat NUMERIC(6,3) DEFAULT 0,
    servicelastrun TIMESTAMP WITHOUT TIME ZONE, initialbalance NUMERIC(12,4) NOT NULL DEFAULT 0,
    invoiceday INTEGER DEFAULT 1, autorefill INTEGER DEFAULT 0, loginkey TEXT,
    mac_addr VARCHAR(17) DEFAULT '00-00-00-00-00-00' NOT NULL, id_timezone INTEGER DEFAULT 0,
    status INTEGER NOT NULL DEFAULT '1', tag CHARACTER VARYING(50),
    voicemail_permitted INTEGER DEFAULT 0 NOT NULL,
    voicemail_activated INTEGER DEFAULT 0 NOT NULL,
    last_notification TIMESTAMP WITHOUT TIME ZONE, email_notification CHARACTER VARYING(70),
    notify_email SMALLINT NOT NULL DEFAULT 0, credit_notification INTEGER NOT NULL DEFAULT -1,
    id_group INTEGER NOT NULL DEFAULT 1, company_name CHARACTER VARYING(50),
    company_website CHARACTER VARYING(60), vat_rn CHARACTER VARYING(40) DEFAULT NULL,
    traffic BIGINT DEFAULT 0, traffic_target TEXT, discount decimal(5,2) NOT NULL DEFAULT '0',
    restriction SMALLINT NOT NULL DEFAULT '0', id_seria integer, serial BIGINT,
    PRIMARY KEY (id)
);
CREATE INDEX cc_card_creationdate_ind ON cc_card USING btree (creationdate);
CREATE INDEX cc_card_username_ind ON cc_card USING btree (username);

CREATE TABLE cc_call (
    id BIGSERIAL NOT NULL, card_id BIGINT NOT NULL, sessionid TEXT NOT NULL,
    uniqueid TEXT NOT NULL, nasipaddress TEXT, starttime TIMESTAMP WITHOUT TIME ZONE,
    stoptime TIMESTAMP WITHOUT TIME ZONE, sessiontime INTEGER, calledstation TEXT,
    destination INT DEFAULT 0, terminatecauseid SMALLINT DEFAULT 1,
    sessionbill double precision, id_tariffgroup INTEGER, id_tariffplan INTEGER,
    id_ratecard INTEGER, id_trunk INTEGER, sipiax INTEGER DEFAULT 0, src TEXT, id_did INTEGER,
    buycost NUMERIC(15,5) DEFAULT 0, id_card_package_offer INTEGER DEFAULT 0,
    real_sessiontime INTEGER, dnid CHARACTER VARYING(40),
    PRIMARY KEY (id)
);
CREATE INDEX cc_call_username_ind ON cc_call USING btree (card_id);
CREATE INDEX cc_call_starttime_ind ON cc_call USING btree (starttime);
CREATE INDEX cc_call_calledstation_ind ON cc_call USING btree (calledstation);
CREATE INDEX cc_call_terminatecause_id ON cc_call USING btree (terminatecauseid);
