#!/usr/bin/env bash
# Builds and runs every test on a bare Debian machine. Installs the Debian packages the tests use when it may; says what is skipped
# and why when it may not. Ends with the counts. With DONTHU_REQUIRE_SERVERS=1 a skip for a missing server is a failure, but for what
# Debian does not have: SQL Server (DONTHU_SQLSERVER names one by its connection string), and on Debian 12 a kubectl with kustomize 5.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

packages=()
[ -x /usr/bin/chromium ] || packages+=(chromium)
[ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || packages+=(rabbitmq-server)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || packages+=(postgresql)
command -v curl >/dev/null || packages+=(curl)
# What checks the compose file and the manifests; without its recommendations, which are a container engine.
lean=()
[ -x /usr/bin/docker-compose ] || lean+=(docker-compose)
[ -x /usr/bin/kubectl ] || lean+=(kubernetes-client)
if [ $((${#packages[@]} + ${#lean[@]})) -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing ${packages[*]} ${lean[*]} …"
    # Debian starts the servers it installs; the tests start their own, private ones.
    printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d
    apt-get update -qq >/dev/null
    [ ${#packages[@]} = 0 ] || DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${packages[@]}" >/dev/null \
      || echo "Could not install ${packages[*]}; the tests that need them are skipped."
    [ ${#lean[@]} = 0 ] || DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${lean[@]}" >/dev/null \
      || echo "Could not install ${lean[*]}; the tests that need them are skipped."
    rm -f /usr/sbin/policy-rc.d
  else
    echo "Not installed and not allowed to install: ${packages[*]} ${lean[*]}. The tests that need them are skipped."
  fi
fi

dotnet restore --locked-mode || exit 1
dotnet build --no-restore -c Debug || exit 1

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
status=0 passed=0 failed=0 skipped=0
for project in Unit Architecture Integration EndToEnd; do
  echo "== $project"
  "tests/$project/bin/Debug/net10.0/$project" -noColor 2>&1 | tee "$results/$project.txt" || status=1
  summary=$(grep -E 'Total: [0-9]+' "$results/$project.txt" | tail -1)
  [ -n "$summary" ] || { echo "$project printed no summary"; status=1; failed=$((failed + 1)); continue; }
  number() { echo "$summary" | grep -oE "$1: [0-9]+" | grep -oE '[0-9]+' | head -1; }
  f=$(( $(number Failed) + $(number Errors) )) s=$(number Skipped) t=$(number Total)
  passed=$((passed + t - $(number Failed) - s)) failed=$((failed + f)) skipped=$((skipped + s))
done
absent='SQL Server|KubernetesTests\.Overlay_'
if [ "${DONTHU_REQUIRE_SERVERS:-}" = 1 ] && grep -hE 'SKIP' "$results"/*.txt | grep -vE "$absent" >/dev/null; then
  echo "A test was skipped for want of a server that should be here:"
  grep -hE 'SKIP' "$results"/*.txt | grep -vE "$absent"
  status=1 failed=$((failed + 1))
fi
[ "$failed" = 0 ] || status=1
grep -hA 1 -E '\[SKIP\]' "$results"/*.txt | grep -vE '\[SKIP\]|^--' | sed 's/^ *//' | sort | uniq -c | sed 's/^ */Skipped /'
echo "$passed passed, $failed failed, $skipped skipped"
exit $status
