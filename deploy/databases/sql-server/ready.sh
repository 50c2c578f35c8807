#!/usr/bin/env bash
# Exit 0 when SQL Server on this machine answers.
set -euo pipefail
export SQLCMDPASSWORD
SQLCMDPASSWORD=$(cat /run/secrets/database-administrator)
exec /opt/mssql-tools18/bin/sqlcmd -C -b -l 5 -S 127.0.0.1 -U sa -Q 'SELECT 1' -o /dev/null
