#!/usr/bin/env bash
# Writes one migration for every database: deploy/add-migration.sh <Name> [Intake|Identities|Routing|Resolution|Oversight|Catalogue|Accounts]
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:?usage: deploy/add-migration.sh <Name> [context]}
only=${2:-}
dotnet tool restore >/dev/null
declare -A project=(
  [Intake]=services/Intake [Identities]=services/Intake [Routing]=services/Routing [Resolution]=services/Resolution
  [Oversight]=services/Oversight [Catalogue]=workflows/Catalogue [Accounts]=gateway/Gateway)
declare -A folder=(
  [Intake]=Persistence/Migrations [Identities]=Identities/Migrations [Routing]=Persistence/Migrations
  [Resolution]=Persistence/Migrations [Oversight]=Persistence/Migrations [Catalogue]=Persistence/Migrations [Accounts]=Accounts/Migrations)
for context in Intake Identities Routing Resolution Oversight Catalogue Accounts; do
  [ -z "$only" ] || [ "$only" = "$context" ] || continue
  dotnet build "${project[$context]}" -v q -clp:ErrorsOnly
  for provider in Sqlite PostgreSql SqlServer; do
    dotnet ef migrations add "$name" --no-build --project "${project[$context]}" \
      --context "$provider${context}DbContext" --output-dir "${folder[$context]}/$provider"
  done
done
