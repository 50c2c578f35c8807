#!/usr/bin/env bash
# Makes what docker-compose.yml needs and no repository may hold: passwords, keys, connection strings, and .env.
#
#   deploy/make-secrets.sh sql-server|postgresql [DEPARTMENT…]
#
# DEPARTMENT: codes of departments that have a Resolution and a database of their own (default: xa-go-may). What is there is kept; repeat
# it with another code or the other database to add what is missing. Needs openssl.
#
# The folder deploy/secrets is open to its owner alone. The files in it are readable by anybody, because the programs in the containers,
# which do not run as their owner, see the files without the folder.
set -euo pipefail
umask 077
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
secrets=${DONTHU_SECRETS:-$here/secrets} env_file=${DONTHU_ENV_FILE:-$here/../.env}

fail() { echo "make-secrets: $*" >&2; exit 1; }

case ${1:-} in
    sql-server) provider=SqlServer ;;
    postgresql) provider=PostgreSql ;;
    -h | --help) sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"; exit 0 ;;
    *) fail "say which database: sql-server or postgresql" ;;
esac
server=$1
shift
departments=("${@:-xa-go-may}")
command -v openssl >/dev/null || fail "openssl is not installed"
for code in "${departments[@]}"; do
    [[ -f $here/departments/$code/department.json ]] || fail "there is no department $code under deploy/departments"
done
mkdir -p "$secrets"

# Letters of both cases, a digit and a sign: SQL Server insists. Nothing that an address or a connection string would have to quote.
password() { echo "Dt1-$(openssl rand -hex 20)"; }

# keep NAME COMMAND…: writes what the command prints, unless the file is there.
keep() {
    local file=$secrets/$1; shift
    if [[ ! -s $file ]]; then "$@" >"$file.new" && mv "$file.new" "$file"; fi
    chmod 0444 "$file"
}

# write NAME: writes its input; for what follows from other files.
write() { rm -f "$secrets/$1"; cat >"$secrets/$1"; chmod 0444 "$secrets/$1"; }

keep database-administrator password
keep grafana-administrator password
keep first-administrator password
keep identities-key openssl rand -base64 32
keep signing-key openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:3072
keep encryption-key openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:3072

services=(accounts intake identities routing resolution oversight catalogue)
programs=(gateway intake routing resolution oversight catalogue)
for code in "${departments[@]}"; do services+=("resolution-$code"); programs+=("resolution-$code"); done
for program in "${programs[@]}"; do keep "protection-$program" openssl rand -base64 32; done

logins=$secrets/database-logins
touch "$logins"
for service in "${services[@]}"; do
    login=donthu_${service//-/_}
    if ! grep -q "^$login " "$logins"; then chmod u+w "$logins"; echo "$login $(password) $login" >>"$logins"; fi
    secret=$(sed -n "s/^$login \([^ ]*\) .*/\1/p" "$logins")
    if [[ $provider == SqlServer ]]; then
        echo "Server=$server;Database=$login;User ID=$login;Password=$secret;Encrypt=True;TrustServerCertificate=True"
    else
        echo "Host=$server;Database=$login;Username=$login;Password=$secret;Maximum Pool Size=20"
    fi | write "database-$service"
done
chmod 0444 "$logins"

keep broker-password password
keep broker-operator password
hash_of() { # as RabbitMQ keeps passwords: a salt of four bytes, then SHA-256 over salt and password
    local salt; salt=$(openssl rand -hex 4)
    { unhex "$salt"; { unhex "$salt"; printf %s "$(<"$secrets/$1")"; } | openssl dgst -sha256 -binary; } | openssl base64 -A
}
unhex() { printf '%b' "$(sed 's/../\\x&/g' <<<"$1")"; }
echo "amqp://donthu:$(<"$secrets/broker-password")@broker:5672/donthu" | write broker-uri
# The policy: since RabbitMQ 4 a quorum queue throws a message away after 20 deliveries that were cut short, as a program that is killed
# over and over cuts them. What cannot be handled goes to the error queue by our own doing, never into nothing.
write broker-definitions.json <<JSON
{
  "users": [
    { "name": "donthu", "password_hash": "$(hash_of broker-password)", "hashing_algorithm": "rabbit_password_hashing_sha256", "tags": [] },
    { "name": "operator", "password_hash": "$(hash_of broker-operator)", "hashing_algorithm": "rabbit_password_hashing_sha256", "tags": ["administrator"] }
  ],
  "vhosts": [{ "name": "donthu" }],
  "permissions": [
    { "user": "donthu", "vhost": "donthu", "configure": ".*", "write": ".*", "read": ".*" },
    { "user": "operator", "vhost": "donthu", "configure": ".*", "write": ".*", "read": ".*" }
  ],
  "policies": [
    { "vhost": "donthu", "name": "never-drop", "pattern": ".*", "apply-to": "queues", "priority": 0, "definition": { "delivery-limit": 1000000 } }
  ]
}
JSON

cat >"$env_file" <<ENV
# Written by deploy/make-secrets.sh: which database docker-compose.yml starts, and what the programs speak to it.
COMPOSE_PROFILES=$server
DONTHU_DATABASE=$provider
ENV

echo "secrets are in $secrets; the first administrator of the portal is “administrator”, with the password in first-administrator"
