# Processes of a rehearsal: started by their script in <root>/start, named in <root>/pids, stopped in order. Sourced by rehearse.sh.
#
# Everything is in files, because the launcher is not the only one that starts and stops: "rehearse.sh restart" does, too.

is_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

is_alive() { local state; state=$(ps -o stat= -p "$1") && [[ -n $state && $state != Z* ]]; }

# pid_of NAME, port_of NAME: nothing when there is none.
pid_of() { awk -v name="$1" '$1 == name { print $2 }' "$root/pids"; }
port_of() { awk -v name="$1" '$1 == name { print $2 }' "$root/ports"; }

# names: everything that was started, in that order.
names() { awk '{ print $1 }' "$root/pids"; }

# One at a time, whoever else starts or stops something.
lock() { exec 9>"$root/lock" && flock 9; }
unlock() { exec 9>&-; }

forget() { awk -v name="$1" '$1 != name' "$root/pids" >"$root/pids.new" && mv "$root/pids.new" "$root/pids"; }
remember() { forget "$1" && echo "$1 $2" >>"$root/pids"; }

# launch NAME: in a session of its own, so that Ctrl+C in the terminal reaches the launcher alone, which stops them in order.
launch() {
    local name=$1
    lock
    [[ ! -e $root/stopping ]] || fail "the rehearsal in $root is being stopped"
    setsid "$root/start/$name" </dev/null >>"$root/logs/$name.log" 2>&1 9>&- &
    remember "$name" $!
    disown # or the shell would tell of every process that somebody kills
    rm -f "$root/away/$name"
    unlock
}

died() {
    echo "rehearse: $1 ended $2; the end of $root/logs/$1.log:" >&2
    tail -n 25 "$root/logs/$1.log" >&2
    exit 1
}

is_ready() {
    case $1 in
        epmd | broker) is_open "$(port_of "$1")" ;;
        database) "$(postgresql_programs)/pg_isready" -q -h 127.0.0.1 -p "$(port_of database)" ;;
        *) curl -fs -o /dev/null --max-time 5 "http://127.0.0.1:$(port_of "$1")/health/ready" ;;
    esac
}

# await NAME…: until each answers.
await() {
    local name until
    for name; do
        until=$((SECONDS + 90))
        until is_ready "$name"; do
            is_alive "$(pid_of "$name")" || died "$name" "at start"
            ((SECONDS < until)) || died "$name" "not, but was not ready within 90 s"
            sleep 0.1
        done
    done
}

# halt SECONDS NAME…: asks them together, waits, and kills what is left.
halt() {
    local patience=$1 name pid signal until; shift
    for name; do
        pid=$(pid_of "$name")
        signal=TERM
        if [[ $name == database ]]; then signal=INT; fi # by TERM it would wait until everybody else has hung up
        if [[ -n $pid ]]; then kill -$signal "$pid" 2>/dev/null || true; fi
    done
    until=$((SECONDS + patience))
    for name; do
        pid=$(pid_of "$name")
        [[ -n $pid ]] || continue
        while is_alive "$pid" && ((SECONDS < until)); do sleep 0.1; done
        if is_alive "$pid"; then
            echo "rehearse: $name did not stop within $patience s and was killed" >&2
            kill -KILL "$pid" 2>/dev/null || true
        fi
        lock
        forget "$name"
        unlock
    done
}

# Services first, then what they lean on.
halt_all() {
    local services
    lock
    touch "$root/stopping"
    unlock
    mapfile -t services < <(names | grep -vxE 'epmd|broker|database')
    halt 11 "${services[@]}"
    halt 20 broker database
    halt 5 epmd
}
