-- Columns: irontec/ivozprovider, schema/initial.sql and the later migrations (startTime is not NULL since 2024); what
-- refers to other tables is left out.
CREATE TABLE `BillableCalls` (
  `id` int unsigned NOT NULL AUTO_INCREMENT, `callid` varchar(255) DEFAULT NULL,
  `startTime` datetime NOT NULL DEFAULT '2000-01-01 00:00:00', `duration` double NOT NULL DEFAULT '0',
  `caller` varchar(128) DEFAULT NULL, `callee` varchar(128) DEFAULT NULL,
  `cost` decimal(20,4) DEFAULT NULL, `price` decimal(20,4) DEFAULT NULL,
  `carrierName` varchar(200) DEFAULT NULL, `destinationName` varchar(100) DEFAULT NULL, `ratingPlanName` varchar(55) DEFAULT NULL,
  `brandId` int unsigned DEFAULT NULL, `companyId` int unsigned DEFAULT NULL, `carrierId` int unsigned DEFAULT NULL,
  `endpointType` varchar(55) DEFAULT NULL, `endpointId` int unsigned DEFAULT NULL, `endpointName` varchar(65) DEFAULT NULL,
  `direction` varchar(255) NOT NULL DEFAULT 'outbound',
  PRIMARY KEY (`id`), KEY `billableCall_startTime_idx` (`startTime`), KEY `billableCall_callid_idx` (`callid`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3 COLLATE=utf8mb3_unicode_ci;
