-- Some of the 130 columns that Cisco's guide names, in its order and with its types (CDR field descriptions, release
-- 9.1 and later).
-- Unquoted, PostgreSQL makes them lower-case.
CREATE TABLE cdr (
  cdrRecordType INTEGER, globalCallID_callManagerId INTEGER, globalCallID_callId INTEGER, origLegCallIdentifier INTEGER,
  dateTimeOrigination INTEGER, callingPartyNumber VARCHAR(50), callingPartyUnicodeLoginUserID VARCHAR(128),
  origCause_location INTEGER, origCause_value INTEGER, destLegIdentifier INTEGER, originalCalledPartyNumber VARCHAR(50),
  finalCalledPartyNumber VARCHAR(50), finalCalledPartyUnicodeLoginUserID VARCHAR(128), destCause_location INTEGER,
  destCause_value INTEGER, dateTimeConnect INTEGER, dateTimeDisconnect INTEGER, lastRedirectDn VARCHAR(50),
  pkid VARCHAR(36), originalCalledPartyNumberPartition VARCHAR(50), duration INTEGER, origDeviceName VARCHAR(129),
  destDeviceName VARCHAR(129), globalCallId_ClusterID VARCHAR(50), comment VARCHAR(256)
);
CREATE INDEX cdr_origination ON cdr (dateTimeOrigination);
