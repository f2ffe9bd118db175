#!/bin/sh
# How long short commands take beside a bare Java hello world: 20 runs each, in turn, medians.
# Usage: cli/bench/start-up.sh [RUNS]
set -eu
runs=${1:-20}
cli=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$cli/privnet" -v --version
. "$cli/bench/jdk.sh"
cat >"$work/Hello.java" <<'JAVA'
public class Hello {
  public static void main(String[] args) {
    System.out.println("hello");
  }
}
JAVA
"${java}c" -d "$work" "$work/Hello.java"

time_of() {
  name=$1
  shift
  begin=$(date +%s%N)
  "$@" >/dev/null 2>&1 </dev/null
  end=$(date +%s%N)
  echo "$(((end - begin) / 1000))" >>"$work/$name"
}

i=0
while [ "$i" -lt "$runs" ]; do
  time_of hello "$java" -cp "$work" Hello
  time_of version "$cli/privnet" --version
  time_of encode "$cli/privnet" geo encode 48.2,16.37
  i=$((i + 1))
done

median() {
  sort -n "$work/$1" | awk '{ a[NR] = $1 } END { print (a[int((NR + 1) / 2)] + a[int(NR / 2) + 1]) / 2000 }'
}
hello=$(median hello)
echo "hello world                   $hello ms"
echo "privnet --version             $(median version) ms  $(echo "$(median version) $hello" | awk '{ printf "%.2f", $1 / $2 }') x (target 1.5)"
echo "privnet geo encode 48.2,16.37 $(median encode) ms  $(echo "$(median encode) $hello" | awk '{ printf "%.2f", $1 / $2 }') x (target 2.5)"
