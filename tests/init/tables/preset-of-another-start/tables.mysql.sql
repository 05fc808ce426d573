CREATE TABLE cdr (
  accountcode varchar(80) NULL, src varchar(80) NULL, dst varchar(80) NULL, dcontext varchar(80) NULL, clid varchar(80) NULL, channel varchar(80) NULL, dstchannel varchar(80) NULL, lastapp varchar(80) NULL, lastdata varchar(80) NULL, start datetime NULL, answer datetime NULL, end datetime NULL, calldate datetime NULL, duration int NULL, billsec int NULL, disposition varchar(45) NULL, amaflags varchar(45) NULL, userfield varchar(256) NULL, uniqueid varchar(150) NULL, linkedid varchar(150) NULL, peeraccount varchar(80) NULL, sequence int NULL
) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
INSERT INTO cdr VALUES
('','6003','6002','from-internal','"6003" <6003>','PJSIP/6003-00000000','PJSIP/6002-00000001','Dial','PJSIP/6002','2026-02-03 09:08:25',NULL,'2026-02-03 09:08:31',NULL,6,0,'NO ANSWER','3',NULL,'1770109705.0','1770109705.0',NULL,0),
('','6003','6002','from-internal','"6003" <6003>','PJSIP/6003-00000004','PJSIP/6002-00000005','Dial','PJSIP/6002','2026-02-03 09:14:31','2026-02-03 09:14:36','2026-02-03 09:14:41',NULL,10,5,'ANSWERED','3',NULL,'1770110071.4','1770110071.4',NULL,4);
