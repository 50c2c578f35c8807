#!/usr/bin/env bash
# Copies the databases of a split installation on PostgreSQL into a new folder, at a moment when no message is on its way, so that the
# copies fit one another. Stop the programs first, the gateway before the others (deploy/runbook.md, “Back up”).
#
#   deploy/backup.sh FOLDER [DATABASE…]
#
# DATABASE: all that begin with donthu_, unless named. Keys and passwords are not copied: deploy/secrets is kept apart from the copies,
# or whoever finds one can read every letter. The copy says which master keys its letters are under.
#
# PG says how PostgreSQL's programs are reached (default: docker compose exec -T postgresql; empty: here, with PGHOST and the like),
# PGUSER as whom; RABBITMQCTL and VHOST as in requeue.sh (RABBITMQCTL empty: the broker is not looked at).
set -euo pipefail
umask 077
read -ra pg <<<"${PG-docker compose exec -T postgresql}"
read -ra ctl <<<"${RABBITMQCTL-docker compose exec -T broker rabbitmqctl}"
user=${PGUSER:-donthu_administrator} vhost=${VHOST:-donthu}

fail() { echo "backup: $*" >&2; exit 1; }
ask() { "${pg[@]}" psql --username "$user" --dbname "$1" --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 --command "$2" </dev/null; }
has() { [[ $(ask "$1" "SELECT to_regclass('\"$2\"') IS NOT NULL") == t ]]; }

folder=${1:?"say into which folder"}
shift
[[ ! -e $folder ]] || fail "$folder is there already"
databases=("$@")
if ((${#databases[@]} == 0)); then
    mapfile -t databases < <(ask postgres "SELECT datname FROM pg_database WHERE datname LIKE 'donthu\\_%' ORDER BY datname")
fi
((${#databases[@]} > 0)) || fail "there is no database to copy"

# What is in a queue is in no database: over another broker it would be missing.
if ((${#ctl[@]} > 0)); then
    queued=$("${ctl[@]}" -q -p "$vhost" list_queues --no-table-headers name messages </dev/null | awk '$2 > 0')
    [[ -z $queued ]] || fail "messages are still in the broker; let the programs take them, and requeue errors, before they are stopped:
$queued"
else
    echo "backup: the broker was not looked at; what is in its queues is not in the copy" >&2
fi

for database in "${databases[@]}"; do
    connected=$(ask "$database" "SELECT count(*) FROM pg_stat_activity WHERE datname = '$database' AND pid <> pg_backend_pid() AND backend_type = 'client backend'")
    ((connected == 0)) || fail "$database has $connected connection(s): stop the programs first"
    has "$database" Outbox || continue
    waiting=$(ask "$database" 'SELECT count(*) FROM "Outbox" WHERE "FailedAt" IS NULL')
    # These are not lost: they are copied with the rest and sent by whoever starts over the copy.
    ((waiting == 0)) || echo "backup: $waiting message(s) of $database had not been sent; they are in the copy" >&2
done

mkdir -p "$folder.part"
for database in "${databases[@]}"; do
    "${pg[@]}" pg_dump --username "$user" --format custom --no-owner --no-privileges --dbname "$database" </dev/null >"$folder.part/$database.dump"
    if has "$database" Letters; then
        ask "$database" 'SELECT "KeyId" || '"' '"' || count(*) FROM "Letters" GROUP BY "KeyId"' >"$folder.part/master-keys"
    fi
done
(cd "$folder.part" && sha256sum -- *.dump >SHA256SUMS)
sync "$folder.part"/*
mv "$folder.part" "$folder"
echo "$folder holds ${#databases[@]} databases"
