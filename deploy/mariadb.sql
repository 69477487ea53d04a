-- Once on each database server, as root: the databases and users that Bigcapital starts from. On further servers, which hold
-- organizations alone, leave out the first block. Put real passwords in place of @...@; docs/operations.md shows how.

-- The system database. Its user has rights in this schema alone: the web server refuses to start with more.
CREATE DATABASE IF NOT EXISTS bigcapital_system CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
CREATE USER IF NOT EXISTS 'bigcapital_system'@'%' IDENTIFIED BY '@SYSTEM_PASSWORD@';
GRANT ALL PRIVILEGES ON `bigcapital\_system`.* TO 'bigcapital_system'@'%';

-- Who creates organizations' databases (they are called bigcapital_<number>_<letters>), their users, and migrates them.
-- Known to the worker and the command line alone.
CREATE USER IF NOT EXISTS 'bigcapital_provision'@'%' IDENTIFIED BY '@PROVISION_PASSWORD@';
GRANT CREATE USER ON *.* TO 'bigcapital_provision'@'%';
GRANT ALL PRIVILEGES ON `bigcapital\_%`.* TO 'bigcapital_provision'@'%' WITH GRANT OPTION;
