#!/usr/bin/env bash
# Runs DonThu split up on this machine: a private RabbitMQ broker and six processes, all on loopback, each with its own data.
#
#   deploy/rehearse.sh [--no-build] [--configuration Debug|Release] [--base-port N] [ROOT]
#
# ROOT holds data and logs (default: a new folder under the temporary folder). Nine ports from the base port on are used; without
# --base-port a free row is looked for. Once everything answers, one line says so:
#
#   READY http://127.0.0.1:<port> <root>
#
# Runs until SIGTERM, SIGINT, or the end of one of its processes, then stops them all: services first, the broker after them.
# <root>/pids names the processes, <root>/broker/ctl is rabbitmqctl for this broker, <root>/logs has a file per process.
set -euo pipefail
umask 077

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
rabbitmq=${RABBITMQ_BIN:-/usr/lib/rabbitmq/bin}
configuration=Debug build=true base='' root=''

fail() { echo "rehearse: $*" >&2; exit 1; }

while (($#)); do
    case $1 in
        --no-build) build=false ;;
        --configuration) configuration=${2:?"--configuration needs a value"}; shift ;;
        --base-port) base=${2:?"--base-port needs a value"}; shift ;;
        -h | --help) sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"; exit 0 ;;
        -*) fail "unknown option $1; see --help" ;;
        *) [[ -z $root ]] || fail "one root folder only"; root=$1 ;;
    esac
    shift
done

[[ -x $rabbitmq/rabbitmq-server ]] ||
    fail "rabbitmq-server is not installed ($rabbitmq/rabbitmq-server is missing); on Debian: apt-get install rabbitmq-server"
epmd=$(command -v epmd) || fail "epmd is not installed; it comes with erlang-base, which rabbitmq-server needs"
for tool in curl setsid; do command -v $tool >/dev/null || fail "$tool is not installed"; done

declare -A project=(
    [gateway]=gateway/Gateway [intake]=services/Intake [routing]=services/Routing
    [resolution]=services/Resolution [oversight]=services/Oversight [catalogue]=workflows/Catalogue)

if $build; then
    for name in gateway intake routing resolution oversight catalogue; do
        dotnet build "$repository/${project[$name]}" -c "$configuration" -v q -nologo >&2 || fail "${project[$name]} does not build"
    done
fi

# --- ports ---------------------------------------------------------------------------------------------------------------------

is_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

row_is_free() {
    local port
    for ((port = $1; port < $1 + 9; port++)); do if is_open $port; then return 1; fi; done
}

if [[ -n $base ]]; then
    [[ $base =~ ^[0-9]+$ ]] && ((base > 1023 && base < 65527)) || fail "--base-port must be between 1024 and 65526"
    row_is_free "$base" || fail "a port between $base and $((base + 8)) is in use"
else
    for ((try = 0; try < 50; try++)); do
        base=$((20000 + RANDOM % 1300 * 9)) # below the range that outgoing connections take theirs from
        row_is_free $base && break
        base=''
    done
    [[ -n $base ]] || fail "no nine free ports in a row were found"
fi
declare -A port=([gateway]=$base [intake]=$((base + 1)) [routing]=$((base + 2)) [resolution]=$((base + 3)) [oversight]=$((base + 4)) [catalogue]=$((base + 5)))
amqp=$((base + 6)) distribution=$((base + 7)) mapper=$((base + 8))

if [[ -z $root ]]; then root=$(mktemp -d "${TMPDIR:-/tmp}/donthu-rehearsal.XXXXXX"); else mkdir -p "$root"; root=$(cd "$root" && pwd); fi
mkdir -p "$root"/{logs,broker}
: >"$root/pids"

# --- stopping ------------------------------------------------------------------------------------------------------------------

declare -A pid=() # of what runs now: oversight, resolution, routing, intake, catalogue, gateway; launcher and broker; epmd

is_alive() { local state; state=$(ps -o stat= -p "$1") && [[ -n $state && $state != Z* ]]; }

# stop SECONDS NAME…: asks them together, waits, and kills what is left.
stop() {
    local patience=$1 name waited; shift
    for name; do if [[ -n ${pid[$name]:-} ]]; then kill -TERM "${pid[$name]}" 2>/dev/null || true; fi; done
    for name; do
        [[ -n ${pid[$name]:-} ]] || continue
        for ((waited = 0; waited < patience * 10; waited++)); do is_alive "${pid[$name]}" || break; sleep 0.1; done
        if is_alive "${pid[$name]}"; then
            echo "rehearse: $name did not stop within $patience s and was killed" >&2
            kill -KILL "${pid[$name]}" 2>/dev/null || true
        fi
        unset "pid[$name]"
    done
}

stop_all() {
    local status=$?
    trap - EXIT
    trap '' TERM INT HUP
    stop 11 gateway catalogue intake routing resolution oversight
    if [[ -s $root/broker/pid ]]; then pid[broker]=$(<"$root/broker/pid"); fi
    stop 20 broker launcher
    stop 5 epmd
    : >"$root/pids"
    exit $status
}
trap stop_all EXIT
trap 'exit 0' TERM INT HUP

died() {
    echo "rehearse: $1 ended $2; the end of $root/logs/$1.log:" >&2
    tail -n 25 "$root/logs/$1.log" >&2
    exit 1
}

# --- broker --------------------------------------------------------------------------------------------------------------------

user=donthu
password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
if [[ -s $root/broker/password ]]; then password=$(<"$root/broker/password"); else echo "$password" >"$root/broker/password"; fi
rm -f "$root/broker/pid"
echo '[].' >"$root/broker/plugins"
cat >"$root/broker/rabbitmq.conf" <<CONF
default_user = $user
default_pass = $password
log.console = true
log.console.level = info
log.file = false
CONF
broker_environment=(
    HOME="$root/broker" ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT=$mapper
    RABBITMQ_NODENAME=donthu@localhost RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT=$amqp RABBITMQ_DIST_PORT=$distribution
    RABBITMQ_MNESIA_BASE="$root/broker/data" RABBITMQ_LOG_BASE="$root/logs" RABBITMQ_PID_FILE="$root/broker/pid"
    RABBITMQ_CONFIG_FILE="$root/broker/rabbitmq.conf" RABBITMQ_ENABLED_PLUGINS_FILE="$root/broker/plugins"
    RABBITMQ_CONF_ENV_FILE=/dev/null
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none")
{
    echo '#!/bin/sh'
    printf 'exec env HOME=%q ERL_EPMD_PORT=%q RABBITMQ_NODENAME=donthu@localhost RABBITMQ_CONF_ENV_FILE=/dev/null %q "$@"\n' \
        "$root/broker" "$mapper" "$rabbitmq/rabbitmqctl"
} >"$root/broker/ctl"
chmod u+x "$root/broker/ctl"

# A session of its own for each process: Ctrl+C in the terminal reaches this script alone, which stops them in order.
setsid "$epmd" -port $mapper -address 127.0.0.1 </dev/null >"$root/logs/epmd.log" 2>&1 &
pid[epmd]=$!
(cd "$root/broker" && exec env "${broker_environment[@]}" setsid "$rabbitmq/rabbitmq-server") </dev/null >"$root/logs/broker.log" 2>&1 &
pid[launcher]=$!
for ((waited = 0; ; waited++)); do
    if [[ -s $root/broker/pid ]] && is_open $amqp; then break; fi
    is_alive "${pid[launcher]}" || died broker "at start"
    ((waited < 600)) || died broker "not, but did not open its port within 60 s"
    sleep 0.1
done
pid[broker]=$(<"$root/broker/pid")
echo "epmd ${pid[epmd]}" >>"$root/pids"
echo "broker ${pid[broker]}" >>"$root/pids"

# --- services ------------------------------------------------------------------------------------------------------------------

start() {
    local name=$1 output program
    output=$repository/${project[$name]}/bin/$configuration/net10.0
    program=${project[$name]##*/}
    [[ -x $output/$program ]] || fail "$output/$program is missing; run without --no-build"
    mkdir -p "$root/$name"
    (
        cd "$output"
        export ASPNETCORE_ENVIRONMENT=Development DOTNET_ENVIRONMENT=Development ASPNETCORE_URLS="http://127.0.0.1:${port[$name]}"
        export ASPNETCORE_CONTENTROOT="$output" DonThu__DataDirectory="$root/$name" DonThu__Issuer__Authority="http://127.0.0.1:${port[gateway]}/"
        export DonThu__Messaging__Transport=RabbitMq DonThu__Messaging__BrokerUri="amqp://$user:$password@127.0.0.1:$amqp/"
        for cluster in intake routing resolution oversight catalogue; do
            export "ReverseProxy__Clusters__${cluster}__Destinations__one__Address=http://127.0.0.1:${port[$cluster]}/"
        done
        exec setsid "./$program"
    ) </dev/null >"$root/logs/$name.log" 2>&1 &
    pid[$name]=$!
    echo "$name ${pid[$name]}" >>"$root/pids"
}

await() {
    local name waited
    for name; do
        for ((waited = 0; ; waited++)); do
            if curl -fs -o /dev/null --max-time 5 "http://127.0.0.1:${port[$name]}/health/ready"; then break; fi
            is_alive "${pid[$name]}" || died "$name" "at start"
            ((waited < 600)) || died "$name" "not, but was not ready after 600 looks"
            sleep 0.1
        done
    done
}

# Those who only listen first, so that every queue exists before anything is published.
start oversight; start resolution; start routing
await oversight resolution routing
start intake; start catalogue
await intake catalogue
start gateway
await gateway

echo "demonstration accounts: $root/gateway/demo-users.json"
echo "READY http://127.0.0.1:${port[gateway]} $root"

while true; do
    for name in broker oversight resolution routing intake catalogue gateway; do is_alive "${pid[$name]}" || died "$name" "unexpectedly"; done
    sleep 1 & wait $!
done
