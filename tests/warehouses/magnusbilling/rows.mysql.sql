-- The server is in São Paulo: starttime is given in its time and kept as an instant, 3 hours later
-- in UTC. The zone is given as an offset, for servers without zone tables.
SET SESSION sql_mode = '';
SET SESSION time_zone = '-03:00';

INSERT INTO pkg_provider (id, provider_name) VALUES (1, 'first'), (2, 'second');

-- 1 and 3 have one name; 4 has none.
INSERT INTO pkg_trunk (id, id_provider, trunkcode) VALUES
    (1, 1, 'carrier-a'), (2, 2, 'carrier-b'), (3, 2, 'carrier-a'), (4, 1, NULL);

INSERT INTO pkg_prefix (id, prefix, destination) VALUES (1, '5511', 'Brazil Sao Paulo'), (2, '44', 'United Kingdom');

INSERT INTO pkg_user (id, id_group, username, callingcard_pin) VALUES (10, 3, 'alice', 100010), (11, 3, 'bob', 100011);

INSERT INTO pkg_cdr (
    id, id_user, id_trunk, id_prefix, callerid, uniqueid, starttime, sessiontime, real_sessiontime,
    calledstation, src, sessionbill, buycost, sipiax
) VALUES
    -- Midnight in UTC. 6 seconds, billed as 30; 0.35 is no binary fraction.
    (1, 10, 1, 1, '1199990001', 'a.1', '2024-05-09 21:00:00', 30, 6, '551133334444', '1000', 0.35, 0.100000, 0),
    -- 31 seconds, billed as 36. Another trunk of the same name.
    (2, 10, 3, 1, '1199990001', 'a.2', '2024-05-10 10:00:00', 36, 31, '551133334445', '1000', 0.1, 0.050000, 0),
    -- Sold below its price.
    (3, 11, 2, 2, '1199990002', 'a.3', '2024-05-10 10:05:00', 60, 60, '442071838750', '1001', 0.1, 0.123456, 0),
    -- Between accounts: the real seconds are never written.
    (4, 11, NULL, NULL, '1001', 'a.4', '2024-05-10 10:10:00', 45, 0, '1000', '1001', 0, 0, 1),
    -- A text message: no call.
    (5, 10, NULL, 1, '', 'a.5', '2024-05-10 10:15:00', 60, 60, '5511999990009', '1000', 0.05, 0.020000, 6),
    -- A call to a DID, and the row of the user whose phone it rang.
    (6, 10, NULL, NULL, '442071838750', 'a.6', '2024-05-10 11:00:00', 17, 17, '551130001000', '1000', 0.02, 0, 2),
    (7, 11, NULL, NULL, '442071838750', 'a.6', '2024-05-10 11:00:00', 17, 17, '551130001000', '1001', 0, 0, 3),
    -- The first leg of a callback: the real seconds are not written.
    (8, 10, NULL, 1, '1199990001', 'a.8', '2024-05-10 12:00:00', 30, 0, '551133334446', '1000', 0.1, 0.040000, 4),
    -- The last second of the day in UTC; imported without seconds, price and kind.
    (9, 11, 4, 2, '1199990002', 'a.9', '2024-05-10 20:59:59', NULL, NULL, '442071838751', '1001', NULL, 0, NULL),
    -- The next second.
    (10, 10, 1, 1, '1199990001', 'a.10', '2024-05-10 21:00:00', 600, 600, '551133334447', '1000', 9, 3, 0),
    -- The last second before the day.
    (11, 10, 1, 1, '1199990001', 'a.11', '2024-05-09 20:59:59', 660, 660, '551133334447', '1000', 11, 3, 0),
    -- A zero date.
    (12, 10, 1, 1, '1199990001', 'a.12', '0000-00-00 00:00:00', 9999, 9999, '551133334447', '1000', 99, 33, 0);

INSERT INTO pkg_cdr_failed (
    id, id_user, id_trunk, id_prefix, callerid, uniqueid, starttime, calledstation, src, sipiax,
    terminatecauseid, hangupcause
) VALUES
    (1, 10, 1, 1, '1199990001', 'b.1', '2024-05-10 10:20:00', '551133334444', '1000', 0, 2, 486),
    (2, 10, 3, 1, '1199990001', 'b.2', '2024-05-10 10:21:00', '551133334444', '1000', 0, 3, 480),
    (3, 11, 2, 2, '1199990002', 'b.3', '2024-05-10 10:22:00', '442071838750', '1001', 0, 4, 487),
    (4, 11, 2, 2, '1199990002', 'b.4', '2024-05-10 10:23:00', '442071838750', '1001', 0, 5, 503),
    -- A Q.850 cause where the others have a SIP code; a trunk that was deleted.
    (5, 10, 9, 1, '1199990001', 'b.5', '2024-05-10 10:24:00', '551133334444', '1000', 0, 6, 34),
    -- A call to a DID that nobody took: no trunk, no cause, words for the account.
    (6, 10, 0, 0, '442071838750', 'b.6', '2024-05-10 11:30:00', '551130001000', 'DID Call', 3, 0, 0),
    -- The first instant of the day in UTC.
    (8, 10, 1, 1, '1199990001', 'b.8', '2024-05-09 21:00:00', '551133334444', '1000', 0, 2, 486),
    -- The first instant after it.
    (9, 10, 1, 1, '1199990001', 'b.9', '2024-05-10 21:00:00', '551133334444', '1000', 0, 2, 486);

-- Without a cause: the column's default says 1, which means answered. It was not.
INSERT INTO pkg_cdr_failed (id, id_user, callerid, uniqueid, starttime, calledstation, src) VALUES
    (7, 11, '1199990002', 'b.7', '2024-05-10 10:25:00', '442071838750', '1001');
