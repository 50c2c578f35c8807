#!/usr/bin/env bash
# Puts the databases of deploy/backup.sh onto a server on which they exist and are empty: run make-logins.sh there first.
#
#   deploy/restore.sh FOLDER [DATABASE…]
#
# Start the programs afterwards, over a broker without messages: what an older broker still holds belongs to another past
# (deploy/runbook.md, “Restore”). PG and PGUSER as in backup.sh.
set -euo pipefail
read -ra pg <<<"${PG-docker compose exec -T postgresql}"
user=${PGUSER:-donthu_administrator}

fail() { echo "restore: $*" >&2; exit 1; }
ask() { "${pg[@]}" psql --username "$user" --dbname "$1" --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 --command "$2" </dev/null; }

folder=${1:?"say from which folder"}
shift
[[ -s $folder/SHA256SUMS ]] || fail "$folder is not a finished copy"
(cd "$folder" && sha256sum --check --quiet --strict SHA256SUMS) || fail "$folder is damaged"
databases=("$@")
if ((${#databases[@]} == 0)); then mapfile -t databases < <(cd "$folder" && ls -- *.dump | sed 's/\.dump$//'); fi

# Everything is looked at before anything is touched.
for database in "${databases[@]}"; do
    [[ -s $folder/$database.dump ]] || fail "$folder has no copy of $database"
    tables=$(ask "$database" "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") || fail "$database does not exist here; make-logins.sh makes it"
    ((tables == 0)) || fail "$database is not empty"
done

for database in "${databases[@]}"; do
    owner=$(ask postgres "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = '$database'")
    # As the owner's own, in one transaction: a restore that was cut short leaves the database empty.
    "${pg[@]}" pg_restore --username "$user" --dbname "$database" --role "$owner" --no-owner --no-privileges --single-transaction --exit-on-error \
        <"$folder/$database.dump"
    echo "$database is back"
done
if [[ -s $folder/master-keys ]]; then
    echo "letters are under these master keys (name, how many); the programs must be given all of them:"
    cat "$folder/master-keys"
fi
