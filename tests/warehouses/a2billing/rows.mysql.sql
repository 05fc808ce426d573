SET SESSION sql_mode = '';
SET SESSION time_zone = '+00:00';

-- 2 and 3 have one name.
INSERT INTO cc_trunk (id_trunk, trunkcode, providertech, providerip) VALUES
    (1, 'DEFAULT', 'IAX2', 'examplehost'), (2, 'gw-east', 'SIP', 'east1'), (3, 'gw-east', 'SIP', 'east2');

INSERT INTO cc_card (id, username, useralias) VALUES (100, '2000100', '2000100'), (101, '2000101', '2000101');

INSERT INTO cc_call (
    id, card_id, sessionid, uniqueid, nasipaddress, starttime, sessiontime, real_sessiontime, calledstation, src, dnid,
    terminatecauseid, sessionbill, buycost, id_trunk, sipiax
) VALUES
    -- The first instant of the day. 52 seconds, billed as 60; 0.1 is no binary fraction.
    (1, 100, 'SIP/a', 'a.1', 'pbx1', '2024-02-29 00:00:00', 60, 52, '442071838750', '601', '', 1, 0.1, 0.05, 1, 0),
    (2, 100, 'SIP/a', 'a.2', 'pbx1', '2024-02-29 08:00:00', 60, 59, '442071838751', '601', '', 1, 0.2, 0.10, 2, 0),
    (3, 100, 'SIP/a', 'a.3', 'pbx1', '2024-02-29 08:10:00', 0, 0, '442071838752', '601', '', 2, 0, 0, 3, 0),
    (4, 100, 'SIP/a', 'a.4', 'pbx1', '2024-02-29 08:11:00', 0, NULL, '442071838753', '601', '', 3, 0, 0, 2, 0),
    -- Given up before there was a trunk: 0.
    (5, 100, 'SIP/a', 'a.5', 'pbx1', '2024-02-29 08:12:00', 0, NULL, '442071838754', '601', '', 4, 0, 0, 0, 0),
    -- A trunk that was deleted.
    (6, 100, 'SIP/a', 'a.6', 'pbx1', '2024-02-29 08:13:00', 0, NULL, '442071838755', '601', '', 5, 0, 0, 9, 0),
    (7, 100, 'SIP/a', 'a.7', 'pbx1', '2024-02-29 08:14:00', 0, NULL, '442071838756', '601', '', 6, 0, 0, NULL, 0),
    -- A dial status that A2Billing does not know, of a card that it does not know.
    (8, -1, 'SIP/b', 'a.8', 'pbx1', '2024-02-29 08:15:00', 0, NULL, '442071838757', '602', '', 0, 0, 0, 1, 0),
    -- A callback that came to nothing, written as answered.
    (9, 101, 'SIP/c', 'a.9', 'pbx2', '2024-02-29 09:00:00', 0, 0, '33140205050', '603', '', 1, 0, 0, 2, 4),
    -- One that did not.
    (10, 101, 'SIP/c', 'a.10', 'pbx2', '2024-02-29 09:05:00', 48, 41, '33140205050', '603', '', 1, 0.7, 0.30, 2, 4),
    -- A call to a DID that went out through a trunk: both its legs.
    (11, 101, 'SIP/d', 'a.11', 'pbx2', '2024-02-29 10:00:00', 20, 20, '34911000111', '604', '34911000111', 1, 0.01, 0.02, 0, 7),
    (12, 101, 'SIP/d', 'a.11', 'pbx2', '2024-02-29 10:00:01', 20, 19, '34600000222', '604', '34911000111', 1, 0, 0, 3, 2),
    -- Answered and gone within a second.
    (13, 100, 'SIP/a', 'a.13', 'pbx1', '2024-02-29 10:30:00', 0, 0, '442071838758', '601', '', 1, 0, 0, 1, 0),
    -- The last second of the day; without seconds, price and kind.
    (14, 101, 'SIP/c', 'a.14', 'pbx2', '2024-02-29 23:59:59', NULL, NULL, '442071838759', '603', '', 1, NULL, NULL, 1, NULL),
    -- The next second.
    (15, 101, 'SIP/c', 'a.15', 'pbx2', '2024-03-01 00:00:00', 600, 600, '442071838759', '603', '', 1, 9, 3, 1, 0),
    -- The last second before the day.
    (16, 101, 'SIP/c', 'a.16', 'pbx2', '2024-02-28 23:59:59', 660, 660, '442071838759', '603', '', 1, 11, 3, 1, 0),
    -- A zero date.
    (17, 101, 'SIP/c', 'a.17', 'pbx2', '0000-00-00 00:00:00', 9999, 9999, '442071838759', '603', '', 1, 99, 33, 1, 0),
    -- A rate that gives credit.
    (18, 100, 'SIP/a', 'a.18', 'pbx1', '2024-02-29 11:00:00', 30, 25, '442071838760', '601', '', 1, -0.3, 0.10, 2, 0),
    -- A call to a DID that rang a phone: the real seconds are not written.
    (19, 101, 'SIP/d', 'a.19', 'pbx2', '2024-02-29 12:00:00', 40, NULL, 'SIP/604', '605', '', 1, 0, 0, 0, 3);
