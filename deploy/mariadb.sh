#!/bin/sh
# Run by the mariadb image when its data directory is empty.
sed -e "s/@SYSTEM_PASSWORD@/$SYSTEM_PASSWORD/" -e "s/@PROVISION_PASSWORD@/$PROVISION_PASSWORD/" /bigcapital.sql |
    mariadb -uroot -p"$MARIADB_ROOT_PASSWORD"
