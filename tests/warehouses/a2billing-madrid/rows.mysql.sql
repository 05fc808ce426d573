-- A TIMESTAMP keeps the instant of what the session's clock says; Madrid's is given as offsets, for
-- servers without zone tables.
SET SESSION sql_mode = '';

INSERT INTO cc_trunk (id_trunk, trunkcode, providertech, providerip) VALUES (1, 'DEFAULT', 'IAX2', 'examplehost');

SET SESSION time_zone = '+02:00';

INSERT INTO cc_call (
    id, card_id, sessionid, uniqueid, nasipaddress, starttime, sessiontime, real_sessiontime, calledstation, src, dnid,
    terminatecauseid, sessionbill, buycost, id_trunk, sipiax
) VALUES
    -- The last second of the 28th, which is 21:59:59 UTC.
    (1, 100, 'SIP/a', 'a.1', 'pbx1', '2023-10-28 23:59:59', 600, 600, '34911000111', '601', '', 1, 9, 3, 1, 0),
    -- The first of the 29th, 22:00 UTC of the 28th.
    (2, 100, 'SIP/a', 'a.2', 'pbx1', '2023-10-29 00:00:00', 30, 21, '34911000111', '601', '', 1, 0.35, 0.1, 1, 0),
    -- 23:30 UTC of the 28th.
    (3, 100, 'SIP/a', 'a.3', 'pbx1', '2023-10-29 01:30:00', 0, 0, '34911000112', '601', '', 3, 0, 0, 1, 0);

SET SESSION time_zone = '+01:00';

INSERT INTO cc_call (
    id, card_id, sessionid, uniqueid, nasipaddress, starttime, sessiontime, real_sessiontime, calledstation, src, dnid,
    terminatecauseid, sessionbill, buycost, id_trunk, sipiax
) VALUES
    -- After the jump from 03:00 to 02:00: 11:00 UTC.
    (4, 100, 'SIP/a', 'a.4', 'pbx1', '2023-10-29 12:00:00', 60, 55, '34911000113', '601', '', 1, 0.7, 0.2, 1, 0),
    -- The last second of a day of 25 hours: 22:59:59 UTC.
    (5, 100, 'SIP/a', 'a.5', 'pbx1', '2023-10-29 23:59:59', 60, 60, '34911000114', '601', '', 1, 0.7, 0.2, 1, 0),
    -- The first second of the next.
    (6, 100, 'SIP/a', 'a.6', 'pbx1', '2023-10-30 00:00:00', 660, 660, '34911000114', '601', '', 1, 11, 3, 1, 0);
