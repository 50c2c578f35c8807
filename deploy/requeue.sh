#!/usr/bin/env bash
# Sends the messages of an error queue back to the queue they came from, once each; every consumer drops what it has already done.
#
#   deploy/requeue.sh                     lists the queues with errors
#   deploy/requeue.sh QUEUE               sends QUEUE_error back to QUEUE and waits until it is done
#
# Needs the shovel plugin of RabbitMQ. RABBITMQCTL says how rabbitmqctl is reached, VHOST where the queues are:
#   RABBITMQCTL="docker compose exec -T broker rabbitmqctl"                       (default)
#   RABBITMQCTL="kubectl exec -i -n broker donthu-broker-server-0 -- rabbitmqctl"
set -euo pipefail
read -ra ctl <<<"${RABBITMQCTL:-docker compose exec -T broker rabbitmqctl}"
vhost=${VHOST:-donthu}

fail() { echo "requeue: $*" >&2; exit 1; }
# counts: “name messages” of every queue
counts() { "${ctl[@]}" -q -p "$vhost" list_queues --no-table-headers name messages; }
count() { counts | awk -v name="$1" '$1 == name { print $2 }'; }

if (($# == 0)); then
    counts | awk '$1 ~ /_(error|skipped)$/ && $2 > 0 { print; found = 1 } END { if (!found) print "no error queue holds a message" }'
    exit 0
fi

queue=$1 from=${1}_error
before=$(count "$from")
[[ -n $before ]] || fail "there is no queue $from in $vhost"
[[ -n $(count "$queue") ]] || fail "there is no queue $queue in $vhost"
((before > 0)) || { echo "$from is empty"; exit 0; }

# On confirm: a message leaves the one queue when it is safe in the other. It ends by itself after as many as there are now, so that
# what fails again is not sent round and round.
"${ctl[@]}" -q -p "$vhost" set_parameter shovel "requeue-$queue" "$(printf \
    '{"src-protocol":"amqp091","src-uri":"amqp:///%s","src-queue":"%s","src-delete-after":"queue-length","src-prefetch-count":50,"ack-mode":"on-confirm","dest-protocol":"amqp091","dest-uri":"amqp:///%s","dest-queue":"%s"}' \
    "$vhost" "$from" "$vhost" "$queue")"
for ((waited = 0; waited < 120; waited++)); do
    if ! "${ctl[@]}" -q -p "$vhost" list_parameters --no-table-headers | grep -q "requeue-$queue"; then
        echo "$before message(s) went back to $queue; $(count "$from") in $from now"
        exit 0
    fi
    sleep 1
done
"${ctl[@]}" -q -p "$vhost" clear_parameter shovel "requeue-$queue"
fail "not done after two minutes: $(count "$from") of $before still in $from; the transfer was called off, nothing is lost"
