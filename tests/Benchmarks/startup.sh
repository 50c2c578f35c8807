#!/usr/bin/env bash
# P11: from starting the built all-in-one host to its first answered request, and its resident memory when idle.
#   tests/Benchmarks/startup.sh [Release|Debug] [runs]
set -euo pipefail
cd "$(dirname "$0")/../.."
configuration=${1:-Release} runs=${2:-5}
dotnet build gateway/AllInOne -c "$configuration" -v q -clp:ErrorsOnly
data=$(mktemp -d) port=$((20000 + RANDOM % 20000))
trap 'rm -rf "$data"' EXIT
cd gateway/AllInOne
for run in $(seq 0 "$runs"); do
  begin=$(date +%s%N)
  ASPNETCORE_ENVIRONMENT=Development DonThu__DataDirectory=$data ASPNETCORE_URLS=http://127.0.0.1:$port \
    "./bin/$configuration/net10.0/AllInOne" > "$data/log" 2>&1 &
  host=$!
  until curl -sf -o /dev/null "http://127.0.0.1:$port/health/ready"; do sleep 0.02; done
  end=$(date +%s%N)
  sleep 8
  memory=$(awk '/VmRSS/ {print int($2 / 1024)}' "/proc/$host/status")
  [ "$run" = 0 ] && what="first start, empty folder" || what="start $run"
  echo "$what: $(((end - begin) / 1000000)) ms, idle ${memory} MB"
  kill "$host"; wait "$host" || true
done
