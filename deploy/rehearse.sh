#!/usr/bin/env bash
# Runs DonThu split up on this machine: a private RabbitMQ broker, a private PostgreSQL when asked for, and the processes of an
# installation, all on loopback, each with its own data. Department xa-go-may has a Resolution of its own with its own database, one
# other Resolution serves the rest.
#
#   deploy/rehearse.sh [--no-build] [--configuration Debug|Release] [--base-port N] [--database sqlite|postgresql] [--instances N]
#                      [--set NAME=VALUE]… [--keep] [ROOT]
#   deploy/rehearse.sh restart NAME ROOT     one process again, with the same settings; returns when it answers
#   deploy/rehearse.sh stop NAME ROOT        one process, until it is restarted
#
# ROOT holds data and logs (default: a new folder under the temporary folder). A row of free ports from the base port on is used;
# without --base-port one is looked for. --instances starts each service so many times over the same database and queues
# (PostgreSQL only; the gateway stays one). --set gives a setting to every process. Once everything answers, one line says so:
#
#   READY http://127.0.0.1:<port> <root>
#
# Runs until SIGTERM, SIGINT, or the end of one of its processes, then stops them all: services first, the servers after them.
# With --keep the end of a process is nobody's end: for rehearsals in which processes are killed on purpose.
#
#   <root>/pids        "name pid" of what runs        <root>/logs/NAME.log   what it said
#   <root>/ports       "name port"                    <root>/start/NAME      starts it again in the foreground
#   <root>/databases   "name provider connection"     <root>/broker/ctl      rabbitmqctl for this broker
set -Eeuo pipefail
umask 077
trap 'echo "rehearse: line $LINENO of ${BASH_SOURCE[0]##*/} failed" >&2' ERR

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
configuration=Debug build=true base='' root='' database=sqlite instances=1 keep=false given_settings=()

fail() { echo "rehearse: $*" >&2; exit 1; }

for part in processes servers services; do source "$repository/deploy/rehearsal/$part.sh"; done
for tool in curl flock ps setsid; do command -v $tool >/dev/null || fail "$tool is not installed"; done

# --- one process of a running rehearsal ----------------------------------------------------------------------------------------

if [[ ${1:-} == restart || ${1:-} == stop ]]; then
    (($# == 3)) || fail "$1 needs a name and a root; see --help"
    root=$(cd "$3" && pwd)
    [[ -x $root/start/$2 ]] || fail "there is no $2 in $root; there are: $(ls "$root/start" | tr '\n' ' ')"
    touch "$root/away/$2" # the launcher does not take it for an accident
    halt 20 "$2"
    if [[ $1 == restart ]]; then
        launch "$2"
        await "$2"
    fi
    exit 0
fi

# --- the whole -----------------------------------------------------------------------------------------------------------------

while (($#)); do
    case $1 in
        --no-build) build=false ;;
        --configuration) configuration=${2:?"--configuration needs a value"}; shift ;;
        --base-port) base=${2:?"--base-port needs a value"}; shift ;;
        --database) database=${2:?"--database needs a value"}; shift ;;
        --instances) instances=${2:?"--instances needs a value"}; shift ;;
        --set) [[ ${2:-} == ?*=* ]] || fail "--set needs NAME=VALUE"; given_settings+=("$2"); shift ;;
        --keep) keep=true ;;
        -h | --help) sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"; exit 0 ;;
        -*) fail "unknown option $1; see --help" ;;
        *) [[ -z $root ]] || fail "one root folder only"; root=$1 ;;
    esac
    shift
done
[[ $database == sqlite || $database == postgresql ]] || fail "--database is sqlite or postgresql, not $database"
[[ $instances =~ ^[1-9]$ ]] || fail "--instances is a number from 1 to 9"
((instances == 1)) || [[ $database == postgresql ]] || fail "--instances needs --database postgresql: a SQLite file has one writer"

if $build; then
    for name in gateway intake routing resolution oversight catalogue; do
        dotnet build "$repository/${project[$name]}" -c "$configuration" -v q -nologo >&2 || fail "${project[$name]} does not build"
    done
fi

if [[ -z $root ]]; then root=$(mktemp -d "${TMPDIR:-/tmp}/donthu-rehearsal.XXXXXX"); else mkdir -p "$root"; root=$(cd "$root" && pwd); fi
mkdir -p "$root"/{logs,start,away}
rm -f "$root"/{stopping,start/*,away/*}
: >"$root/pids"

row=(gateway)
for name in "${installations[@]}"; do row+=($(instances_of "$name")); done
row+=(broker distribution epmd database)

row_is_free() {
    local port
    for ((port = $1; port < $1 + ${#row[@]}; port++)); do if is_open $port; then return 1; fi; done
}

if [[ -n $base ]]; then
    [[ $base =~ ^[0-9]+$ ]] && ((base > 1023 && base <= 65535 - ${#row[@]})) || fail "--base-port must be between 1024 and $((65535 - ${#row[@]}))"
    row_is_free "$base" || fail "a port between $base and $((base + ${#row[@]} - 1)) is in use"
else
    for ((try = 0; try < 50; try++)); do
        base=$((20000 + RANDOM % 11000)) # below the range that outgoing connections take theirs from
        row_is_free $base && break
        base=''
    done
    [[ -n $base ]] || fail "no ${#row[@]} free ports in a row were found"
fi
for ((n = 0; n < ${#row[@]}; n++)); do echo "${row[n]} $((base + n))"; done >"$root/ports"

stop_all() {
    local status=$?
    trap - EXIT
    trap '' TERM INT HUP
    halt_all
    exit $status
}
trap stop_all EXIT
trap 'exit 0' TERM INT HUP

prepare_broker
if [[ $database == postgresql ]]; then prepare_database; fi
databases >"$root/databases"
for name in "${installations[@]}"; do
    for instance in $(instances_of "$name"); do prepare_service "$instance"; done
done
prepare_service gateway

launch epmd
launch broker
if [[ $database == postgresql ]]; then launch database; await database; fi
await broker

# start_together NAME…: the first of each installation migrates; its other instances follow when it has.
start_together() {
    local name instance
    for name; do launch "$name"; done
    await "$@"
    for name; do for instance in $(instances_of "$name" | sed 1d); do launch "$instance"; done; done
    for name; do await $(instances_of "$name"); done
}
start_together "${listening[@]}"
start_together "${publishing[@]}"
launch gateway
await gateway

echo "demonstration accounts: $root/gateway/demo-users.json"
echo "READY http://127.0.0.1:$(port_of gateway) $root"

while true; do
    if ! $keep; then
        for name in $(names); do [[ -e $root/away/$name ]] || is_alive "$(pid_of "$name")" || died "$name" "unexpectedly"; done
    fi
    sleep 1 & wait $!
done
