#!/usr/bin/env bash
# Makes a login and a database for each line of /run/secrets/database-logins (login, password, database). The image of PostgreSQL runs it
# at its first start; run it again after a line was added, or with new passwords:
#
#   docker compose exec postgresql bash /docker-entrypoint-initdb.d/make-logins.sh
#
# Elsewhere, PGHOST, PGPORT and the like say where; DATABASE_LOGINS names the file.
set -euo pipefail

while read -r login password database; do
    [[ -n $login ]] || continue
    # As an argument a password would show in the list of processes; psql reads it from its input and quotes it.
    psql -v ON_ERROR_STOP=1 --quiet --no-psqlrc --username "${POSTGRES_USER:-postgres}" --dbname postgres <<SQL
\set login '$login'
\set password '$password'
\set database '$database'
SELECT format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE', :'login')
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'login') \gexec
SELECT format('ALTER ROLE %I PASSWORD %L', :'login', :'password') \gexec
-- Texts are compared by their bytes, as on the other databases; meaning is the programs' own affair.
SELECT format('CREATE DATABASE %I OWNER %I ENCODING ''UTF8'' LOCALE ''C.UTF-8'' TEMPLATE template0', :'database', :'login')
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec
-- Without this, every login of the server could connect to every database of it.
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', :'database') \gexec
SQL
    echo "$login has $database"
done <"${DATABASE_LOGINS:-/run/secrets/database-logins}"
