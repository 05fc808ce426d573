-- Columns and keys of cdrs: iNextrix/ASTPP, database/archive/astpp-4.0.1.sql. Of trunks what is read is left.
CREATE TABLE `cdrs` (
  `uniqueid` varchar(60) NOT NULL DEFAULT '', `accountid` int DEFAULT '0', `type` tinyint(1) NOT NULL DEFAULT '0',
  `sip_user` varchar(20) NOT NULL DEFAULT '', `callerid` varchar(120) NOT NULL, `callednum` varchar(30) NOT NULL DEFAULT '',
  `translated_dst` varchar(30) NOT NULL DEFAULT '', `ct` int NOT NULL DEFAULT '0', `billseconds` smallint NOT NULL DEFAULT '0',
  `trunk_id` smallint NOT NULL DEFAULT '0', `trunkip` varchar(15) NOT NULL DEFAULT '', `callerip` varchar(15) NOT NULL DEFAULT '',
  `disposition` varchar(45) NOT NULL DEFAULT '', `callstart` datetime NOT NULL DEFAULT '1000-01-01 00:00:00',
  `debit` decimal(20,6) NOT NULL DEFAULT '0.000000', `cost` decimal(20,6) NOT NULL DEFAULT '0.000000',
  `provider_id` int NOT NULL DEFAULT '0', `pricelist_id` smallint NOT NULL DEFAULT '0', `package_id` int NOT NULL DEFAULT '0',
  `pattern` varchar(20) NOT NULL DEFAULT '', `notes` varchar(80) NOT NULL DEFAULT '', `invoiceid` int NOT NULL DEFAULT '0',
  `reseller_id` int NOT NULL DEFAULT '0', `call_direction` enum('outbound','inbound') NOT NULL,
  `calltype` enum('STANDARD','DID','FREE','CALLINGCARD','FAX','LOCAL') NOT NULL DEFAULT 'STANDARD',
  `billmsec` int NOT NULL DEFAULT '0', `is_recording` tinyint(1) NOT NULL DEFAULT '1', `country_id` int NOT NULL DEFAULT '0',
  KEY `cdr_index` (`callstart`,`reseller_id`,`type`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COMMENT='cdrs';
CREATE TABLE `trunks` (
  `id` int NOT NULL AUTO_INCREMENT, `name` varchar(30) NOT NULL, `tech` varchar(10) NOT NULL DEFAULT '',
  `provider_id` int NOT NULL DEFAULT '0', `status` tinyint(1) NOT NULL DEFAULT '0', PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;
