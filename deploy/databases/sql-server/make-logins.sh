#!/usr/bin/env bash
# Makes a login and a database for each line of /run/secrets/database-logins (login, password, database) on the server named as argument.
# Run it again after a line was added, or with new passwords:
#
#   docker compose run --rm sql-server-logins
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export SQLCMDPASSWORD
SQLCMDPASSWORD=$(cat /run/secrets/database-administrator)

while read -r login password database; do
    [[ -n $login ]] || continue
    # By the environment: as arguments they would show in the list of processes.
    login=$login password=$password database=$database \
        /opt/mssql-tools18/bin/sqlcmd -C -b -S "$1" -U sa -i "$here/make-login.sql"
    echo "$login has $database"
done </run/secrets/database-logins
