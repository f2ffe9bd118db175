#!/bin/sh
# two-cities.sh FULL.csv > two-cities.csv: simulates the traffic of two cities with Eclipse SUMO 1.15 (Debian packages sumo and
# sumo-tools), writes the whole trace to FULL.csv, and prints the cut that README.md describes. Takes about half a minute.
set -e
export SUMO_HOME="${SUMO_HOME:-/usr/share/sumo}"
full=$(realpath "${1:?usage: two-cities.sh FULL.csv}")
cd "$(mktemp -d)"

# city NAME EASTING NORTHING TRIP-PERIOD TRIP-SEED "TRIP-OPTIONS" NETGENERATE-OPTIONS…
city() {
  name=$1 east=$2 north=$3 period=$4 seed=$5 trips=$6
  shift 6
  netgenerate "$@" --default.lanenumber 1 --default.speed 13.9 -o $name.net.xml >/dev/null
  # The point (0, 0) of the network is put on the map: metres east and north in UTM zone 33.
  sed -i "s/netOffset=\"[^\"]*\"/netOffset=\"-$east.00,-$north.00\"/
    s/projParameter=\"[^\"]*\"/projParameter=\"+proj=utm +zone=33 +ellps=WGS84 +datum=WGS84 +units=m +no_defs\"/" $name.net.xml
  python3 "$SUMO_HOME/tools/randomTrips.py" -n $name.net.xml -o $name.trips.xml -r $name.rou.xml -b 0 -e 900 -p $period \
    --seed $seed --min-distance 1500 $trips --validate >/dev/null
  sumo -n $name.net.xml -r $name.rou.xml -b 0 -e 1200 --seed 105 --no-step-log --no-warnings --time-to-teleport 120 \
    --fcd-output.geo --device.fcd.period 10 --fcd-output $name.fcd.xml
}
city a 448000 5349000 0.38 103 "--fringe-factor 2" \
  --spider --spider.arm-number 13 --spider.circle-number 18 --spider.space-radius 420 --tls.guess false --seed 101
city b 355000 5296000 0.75 104 -l \
  --rand --rand.iterations 900 --rand.min-distance 180 --rand.max-distance 420 --seed 102

{
  echo lat,lon,time,vehicle
  awk -F '"' '
    /<timestep / { time = int($2) }
    /<vehicle / { printf "%.6f,%.6f,%d,%s%s\n", $6, $4, time, substr(FILENAME, 1, 1), $2 }
  ' a.fcd.xml b.fcd.xml | LC_ALL=C sort -t , -k 3,3n -k 4,4
} > "$full"

# The cut: vehicles of even number, every 30 seconds, to the metre.
awk -F , '
  NR == 1 { print }
  NR > 1 && $3 % 30 == 0 && substr($4, 2) % 2 == 0 { printf "%.5f,%.5f,%d,%s\n", $1, $2, $3, $4 }
' "$full"
