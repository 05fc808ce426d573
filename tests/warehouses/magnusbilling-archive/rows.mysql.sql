SET SESSION sql_mode = '';
SET SESSION time_zone = '+00:00';

INSERT INTO pkg_provider (id, provider_name) VALUES (1, 'first');
INSERT INTO pkg_trunk (id, id_provider, trunkcode) VALUES (1, 1, 'carrier-a');
INSERT INTO pkg_user (id, id_group, username, callingcard_pin) VALUES (10, 3, 'alice', 100010);

-- The archiver has moved what is older than March. Ids start anew in each table.
INSERT INTO pkg_cdr_archive (
    id, id_user, id_trunk, uniqueid, starttime, sessiontime, real_sessiontime, calledstation, src,
    sessionbill, buycost, sipiax
) VALUES
    (1, 10, 1, 'a.1', '2024-02-29 23:59:59', 30, 21, '551133334444', '1000', 0.35, 0.10000, 0),
    -- A text message.
    (2, 10, 1, 'a.2', '2024-02-29 12:00:00', 60, 60, '551133334444', '1000', 0.05, 0.01000, 6);

INSERT INTO pkg_cdr_failed_archive (id, id_user, id_trunk, uniqueid, starttime, calledstation, src, sipiax, terminatecauseid) VALUES
    (1, 10, 1, 'b.1', '2024-02-29 12:00:00', '551133334444', '1000', 0, 2),
    (2, 10, NULL, 'b.2', '2024-02-28 12:00:00', '551133334444', '1000', 0, 3);

INSERT INTO pkg_cdr (
    id, id_user, id_trunk, callerid, uniqueid, starttime, sessiontime, real_sessiontime, calledstation,
    src, sessionbill, buycost, sipiax
) VALUES
    (1, 10, 1, '1199990001', 'a.3', '2024-03-01 00:00:00', 60, 57, '551133334444', '1000', 0.7, 0.200000, 0);

INSERT INTO pkg_cdr_failed (
    id, id_user, id_trunk, callerid, uniqueid, starttime, calledstation, src, sipiax, terminatecauseid, hangupcause
) VALUES
    (1, 10, 1, '1199990001', 'b.3', '2024-03-01 00:00:01', '551133334444', '1000', 0, 2, 486);
