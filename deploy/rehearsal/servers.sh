# The servers of a rehearsal: a private RabbitMQ and, when asked for, a private PostgreSQL, both on loopback with folders of their own.
# Sourced by rehearse.sh; writes the scripts that start them.

# secret FILE: a password of this rehearsal, made once.
secret() {
    [[ -s $1 ]] || od -An -N16 -tx1 /dev/urandom | tr -d ' \n' >"$1"
    cat "$1"
}

# script NAME: takes the text of a start script.
script() { cat >"$root/start/$1" && chmod u+x "$root/start/$1"; }

prepare_broker() {
    local rabbitmq=${RABBITMQ_BIN:-/usr/lib/rabbitmq/bin} epmd
    [[ -x $rabbitmq/rabbitmq-server ]] ||
        fail "rabbitmq-server is not installed ($rabbitmq/rabbitmq-server is missing); on Debian: apt-get install rabbitmq-server"
    epmd=$(command -v epmd) || fail "epmd is not installed; it comes with erlang-base, which rabbitmq-server needs"
    mkdir -p "$root/broker"
    broker_uri="amqp://donthu:$(secret "$root/broker/password")@127.0.0.1:$(port_of broker)/"
    echo '[rabbitmq_shovel].' >"$root/broker/plugins" # what sends an error queue back
    cat >"$root/broker/rabbitmq.conf" <<CONF
default_user = donthu
default_pass = $(<"$root/broker/password")
log.console = true
log.console.level = info
log.file = false
CONF
    # As systemd would start it: then the shell becomes the virtual machine, and there is one process to watch and to end.
    script broker <<SCRIPT
#!/usr/bin/env bash
cd $(printf %q "$root/broker")
exec env RUNNING_UNDER_SYSTEMD=true HOME=$(printf %q "$root/broker") \\
    ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT=$(port_of epmd) \\
    RABBITMQ_NODENAME=donthu@localhost RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 \\
    RABBITMQ_NODE_PORT=$(port_of broker) RABBITMQ_DIST_PORT=$(port_of distribution) \\
    RABBITMQ_MNESIA_BASE=$(printf %q "$root/broker/data") RABBITMQ_LOG_BASE=$(printf %q "$root/logs") \\
    RABBITMQ_CONFIG_FILE=$(printf %q "$root/broker/rabbitmq.conf") RABBITMQ_ENABLED_PLUGINS_FILE=$(printf %q "$root/broker/plugins") \\
    RABBITMQ_CONF_ENV_FILE=/dev/null \\
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none" \\
    $(printf %q "$rabbitmq/rabbitmq-server")
SCRIPT
    script epmd <<SCRIPT
#!/usr/bin/env bash
exec $(printf %q "$epmd") -port $(port_of epmd) -address 127.0.0.1
SCRIPT
    cat >"$root/broker/ctl" <<SCRIPT
#!/usr/bin/env bash
exec env HOME=$(printf %q "$root/broker") ERL_EPMD_PORT=$(port_of epmd) RABBITMQ_NODENAME=donthu@localhost RABBITMQ_CONF_ENV_FILE=/dev/null \\
    $(printf %q "$rabbitmq/rabbitmqctl") "\$@"
SCRIPT
    chmod u+x "$root/broker/ctl"
}

postgresql_programs() { find /usr/lib/postgresql -path '*/bin/initdb' -printf '%h\n' 2>/dev/null | sort -V | tail -n 1; }

prepare_database() {
    local programs folder=$root/database as=()
    programs=$(postgresql_programs)
    [[ -n $programs ]] || fail "PostgreSQL is not installed (no /usr/lib/postgresql/*/bin/initdb); on Debian: apt-get install postgresql"
    mkdir -p "$folder"
    if ((EUID == 0)); then
        # PostgreSQL refuses to run as root; its own user may pass through the folder of the rehearsal, and see nothing else there.
        as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
        chmod o+x "$root"
        chown postgres:postgres "$folder"
        "${as[@]}" test -x "$folder" || fail "user postgres cannot reach $folder; choose a root below folders that everybody may pass through"
    fi
    secret "$root/password" >/dev/null
    database_connection="Host=127.0.0.1;Port=$(port_of database);Username=donthu;Password=$(<"$root/password")"
    if [[ ! -s $folder/data/PG_VERSION ]]; then
        install -m 600 ${as:+-o postgres -g postgres} "$root/password" "$folder/password"
        "${as[@]}" "$programs/initdb" -D "$folder/data" -U donthu -A scram-sha-256 --pwfile="$folder/password" --locale=C.UTF-8 -E UTF8 \
            >"$root/logs/initdb.log" 2>&1 || died initdb "with an error"
        rm -f "$folder/password"
    fi
    script database <<SCRIPT
#!/usr/bin/env bash
# The children of a killed server need a moment to notice; until they let go of its memory a new one refuses to start.
cd $(printf %q "$folder/data")
if [[ -s postmaster.pid ]]; then
    read -r _ memory < <(sed -n 7p postmaster.pid)
    for ((i = 0; i < 100; i++)); do
        awk -v id="\${memory:-none}" '\$2 == id && \$7 > 0 { found = 1 } END { exit !found }' /proc/sysvipc/shm || break
        sleep 0.1
    done
fi
exec ${as[@]+"${as[@]} "}$(printf %q "$programs/postgres") -D $(printf %q "$folder/data") -p $(port_of database) \\
    -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300
SCRIPT
}
