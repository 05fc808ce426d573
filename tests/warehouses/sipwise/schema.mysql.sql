-- Columns and keys: sipwise/db-schema, schema/accounting.sql; those of other customers' own values are left out.
CREATE TABLE `cdr` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `update_time` timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  `source_user_id` char(36) NOT NULL, `source_provider_id` varchar(255) NOT NULL,
  `source_account_id` int(11) unsigned NOT NULL DEFAULT 0,
  `source_user` varchar(255) NOT NULL, `source_domain` varchar(255) NOT NULL, `source_cli` varchar(64) NOT NULL,
  `source_clir` tinyint(1) NOT NULL DEFAULT 0, `source_ip` varchar(64) NOT NULL,
  `destination_user_id` char(36) NOT NULL, `destination_provider_id` varchar(255) NOT NULL,
  `destination_account_id` int(11) unsigned NOT NULL DEFAULT 0,
  `destination_user` varchar(255) NOT NULL, `destination_domain` varchar(255) NOT NULL,
  `destination_user_dialed` varchar(255) NOT NULL, `destination_user_in` varchar(255) NOT NULL,
  `destination_domain_in` varchar(255) NOT NULL,
  `peer_auth_user` varchar(255) DEFAULT NULL, `peer_auth_realm` varchar(255) DEFAULT NULL,
  `call_type` enum('call','cfu','cft','cfb','cfna','cfs','sms','cfr','cfo') NOT NULL DEFAULT 'call',
  `call_status` enum('ok','busy','noanswer','cancel','offline','timeout','other','failed') NOT NULL DEFAULT 'ok',
  `call_code` char(3) NOT NULL,
  `init_time` decimal(13,3) NOT NULL, `start_time` decimal(13,3) NOT NULL, `duration` decimal(13,3) NOT NULL,
  `call_id` varchar(255) NOT NULL,
  `source_carrier_cost` decimal(14,6) DEFAULT NULL, `source_reseller_cost` decimal(14,6) DEFAULT NULL,
  `source_customer_cost` decimal(14,6) DEFAULT NULL,
  `is_fragmented` tinyint(1) DEFAULT NULL, `split` tinyint(1) unsigned NOT NULL DEFAULT 0,
  `rated_at` datetime DEFAULT NULL, `rating_status` enum('unrated','ok','failed') NOT NULL DEFAULT 'unrated',
  PRIMARY KEY (`id`,`start_time`),
  KEY `kcid` (`call_id`), KEY `stime_idx` (`start_time`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;
CREATE INDEX cdr_init_time ON cdr (init_time);
