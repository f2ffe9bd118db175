#!/bin/sh
# How long five processes on this machine take to find a slot over encrypted connections: from the
# start of the first command to the end of the last, with new identities each time, medians.
# Usage: cli/bench/meet-join.sh [RUNS [OPTION…]], the options being those of meet host.
set -eu
runs=${1:-10}
[ $# -eq 0 ] || shift
cli=$(cd "$(dirname "$0")/.." && pwd)
agendas=$cli/../samples/agendas
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$cli/privnet" -v --version

party() {
  name=$1
  shift
  XDG_DATA_HOME=$work/$run/$name "$cli/privnet" -q meet "$@" --agenda "$agendas/$name.ics" \
    >"$work/$run/$name.result" 2>"$work/$run/$name.messages"
}

run=0
while [ "$run" -lt "$runs" ]; do
  run=$((run + 1))
  mkdir "$work/$run"
  invitation=$work/$run/invitation
  begin=$(date +%s%N)
  party alice host --peers 4 --invite "$invitation" --window 2026-11-23/2026-11-27 \
    --hours 09:00-17:00 --days mon-fri --zone Europe/Vienna "$@" &
  host=$!
  while [ ! -e "$invitation" ]; do
    kill -0 "$host" 2>/dev/null || {
      cat "$work/$run/alice.messages" >&2
      exit 1
    }
    sleep 0.01
  done
  for name in bob carol dave erin; do
    party "$name" join "$invitation" --accept &
  done
  wait
  end=$(date +%s%N)
  if [ "$(sort -u "$work/$run"/*.result | wc -l)" != 1 ] || [ ! -s "$work/$run/erin.result" ]; then
    cat "$work/$run"/*.messages "$work/$run"/*.result >&2
    exit 1
  fi
  echo "$(((end - begin) / 1000000))" >>"$work/times"
done
echo "agreed on $(cat "$work/1/alice.result")"
sort -n "$work/times" | awk '{ a[NR] = $1 }
  END { m = (a[int((NR + 1) / 2)] + a[int(NR / 2) + 1]) / 2
        printf "five processes, start to result  %d ms, %d to %d (target 3000)\n", m, a[1], a[NR] }'
