#!/bin/sh
# How fast `privnet geo encode` turns 10 million lines lat,lon into codes, beside mawk that sums the two columns and Java that
# reads, splits and parses them. Processor seconds (user and system) as well as elapsed ones: only the former are of use on a busy
# machine. Usage: cli/bench/geo-encode.sh [RUNS]
set -eu
runs=${1:-3}
cli=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

. "$cli/bench/jdk.sh"
cat >"$work/Lines.java" <<'JAVA'
import java.io.*;
import java.util.*;

public class Lines {
  public static void main(String[] args) throws IOException {
    if (args[0].equals("make")) {
      make(args[1]);
    } else {
      split(args[1]);
    }
  }

  static void make(String file) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    try (PrintStream out = new PrintStream(new BufferedOutputStream(new FileOutputStream(file), 1 << 20))) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < 10_000_000; i++) {
        line.setLength(0);
        decimal(random.nextInt(-90_000_000, 90_000_001), line);
        decimal(random.nextInt(-180_000_000, 180_000_001), line.append(','));
        out.append(line.append('\n'));
      }
    }
  }

  static void decimal(int millionths, StringBuilder line) {
    int size = Math.abs(millionths);
    line.append(millionths < 0 ? "-" : "").append(size / 1_000_000).append('.');
    line.append(Integer.toString(1_000_000 + size % 1_000_000), 1, 7);
  }

  static void split(String file) throws IOException {
    double latitudes = 0;
    double longitudes = 0;
    try (BufferedReader in = new BufferedReader(new FileReader(file))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] fields = line.split(",");
        latitudes += Double.parseDouble(fields[0]);
        longitudes += Double.parseDouble(fields[1]);
      }
    }
    System.out.println(latitudes + " " + longitudes);
  }
}
JAVA
"${java}c" -d "$work" "$work/Lines.java"
"$java" -cp "$work" Lines make "$work/points.csv"
"$cli/privnet" --version
bytes=$(wc -c <"$work/points.csv")

# The command as a child of a shell of its own, whose `times` then knows what it cost.
time_of() {
  name=$1
  shift
  begin=$(date +%s%N)
  sh -c '"$@" >/dev/null; times' sh "$@" <"$work/points.csv" >"$work/times"
  end=$(date +%s%N)
  tail -n 1 "$work/times" | tr 'ms' '  ' | awk -v e="$(((end - begin) / 1000000))" '{ print e / 1000, $1 * 60 + $2 + $3 * 60 + $4 }' >>"$work/$name"
}

i=0
while [ "$i" -lt "$runs" ]; do
  time_of privnet "$cli/privnet" geo encode
  time_of mawk mawk -F, '{ a += $1; b += $2 } END { print a, b }'
  time_of java "$java" -cp "$work" Lines split "$work/points.csv"
  i=$((i + 1))
done

# The best of the runs, since all that disturbs a run makes it longer.
best() {
  sort -n -k "$2" "$work/$1" | awk -v k="$2" 'NR == 1 { print $k }'
}
for what in privnet mawk java; do
  echo "$what $(best $what 1) $(best $what 2)"
done | awk -v bytes="$bytes" '
  NR == 1 { elapsed = $2; cpu = $3; printf "%-22s %6.2f s elapsed %6.2f s processor  %.0f MB/s, %.0f MB per processor second (target 250 in one thread)\n", "privnet geo encode", $2, $3, bytes / $2 / 1e6, bytes / $3 / 1e6 }
  NR == 2 { printf "%-22s %6.2f s elapsed %6.2f s processor  %.2f x, %.2f x processor (target 3)\n", "mawk sum", $2, $3, $2 / elapsed, $3 / cpu }
  NR == 3 { printf "%-22s %6.2f s elapsed %6.2f s processor  %.2f x, %.2f x processor (target 4)\n", "java readLine + split", $2, $3, $2 / elapsed, $3 / cpu }'
