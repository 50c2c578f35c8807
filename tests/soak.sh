#!/usr/bin/env bash
# The chaos test for hours instead of minutes: kills processes, broker and database of the split deployment (or the all-in-one host) at
# random moments under load, then has the checker look at everything that was answered.
#
#   tests/soak.sh [--all-in-one] [KILLS]        1,000 kills unless told otherwise; prints kills, acknowledged, found, repeated, missing
#
# DONTHU_SEED repeats the choices of a run; DONTHU_KEEP=1 keeps its data and logs.
set -euo pipefail
cd "$(dirname "$0")/.."

way=Split_EveryProcessKilledAgainAndAgain_EveryAnswerIsKeptOnce
if [[ ${1:-} == --all-in-one ]]; then way=AllInOne_KilledAgainAndAgain_EveryAnswerIsKeptOnce; shift; fi
kills=${1:-1000}
[[ $kills =~ ^[1-9][0-9]*$ ]] || { sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2; }

dotnet build DonThu.slnx -c Release -v q -nologo
DONTHU_KILLS=$kills exec tests/EndToEnd/bin/Release/net10.0/EndToEnd -noColor -showLiveOutput -method "EndToEnd.ChaosTests.$way"
