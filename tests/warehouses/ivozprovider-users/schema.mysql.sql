-- irontec/ivozprovider, schema/DoctrineMigrations/Version20231128163917.php; startTime is not NULL since 2024. What refers
-- to other tables is left out. The index on startTime alone is the one that the preset advises.
CREATE TABLE UsersCdrs (
  id INT UNSIGNED AUTO_INCREMENT NOT NULL, startTime DATETIME DEFAULT '2000-01-01 00:00:00' NOT NULL,
  duration DOUBLE PRECISION DEFAULT '0' NOT NULL, direction VARCHAR(8) DEFAULT 'outbound',
  caller VARCHAR(128) DEFAULT NULL, callee VARCHAR(128) DEFAULT NULL, owner VARCHAR(128) DEFAULT NULL,
  callid VARCHAR(255) DEFAULT NULL, brandId INT UNSIGNED DEFAULT NULL, disposition VARCHAR(8) DEFAULT 'answered',
  companyId INT UNSIGNED DEFAULT NULL, userId INT UNSIGNED DEFAULT NULL, friendId INT UNSIGNED DEFAULT NULL,
  extensionId INT UNSIGNED DEFAULT NULL, kamUsersCdrId INT UNSIGNED DEFAULT NULL,
  INDEX provider_usersCdr_companyId_startTime (companyId, startTime), INDEX provider_usersCdr_userId (userId),
  UNIQUE INDEX provider_usersCdr_callid_direction (callid, direction), PRIMARY KEY(id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE `utf8mb4_unicode_ci` ENGINE = InnoDB;
CREATE INDEX usersCdrs_startTime ON UsersCdrs (startTime);
