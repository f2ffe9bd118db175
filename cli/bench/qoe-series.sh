#!/bin/sh
# Times `privnet qoe series` and `privnet qoe health` on a capture of 998,597 packets, 1 GB, in the page
# cache, beside a C loop over libpcap that sums the same as series, tcpstat and tshark -z io,stat, where
# they are installed. Prints the median of ROUNDS (5) interleaved runs of each, the ratios to it, and the
# peak memory. Then the same capture compressed, beside the decompressor alone.
# Needs a built project (mvn package); PACKETS=N makes a smaller file.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$here/../..
rounds=${ROUNDS:-5}
packets=${PACKETS:-998597}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
capture=$folder/session.pcap

. "$here/jdk.sh"
"$java" -cp "$top/lib/qoe/target/classes:$top/lib/qoe/target/test-classes" \
  io.privnet.qoe.capture.LargeCapture "$capture" "$packets"
cat "$capture" >/dev/null
printf '%s packets, %s bytes, %s\n' "$packets" "$(wc -c <"$capture")" \
  "$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1), $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg)"

series() { "$here/../privnet" qoe series "$capture" --user 10.0.0.2 --instrument 10.0.0.1:5900; }
health() { "$here/../privnet" qoe health "$capture" --user 10.0.0.2 --instrument 10.0.0.1:5900; }
libpcap() { "$folder/libpcap-series" "$capture" 10.0.0.2 10.0.0.1 5900; }
tcpstat() { command tcpstat -r "$capture" -o '%R %N\n' 1; }
tshark() { command tshark -r "$capture" -q -z io,stat,1; }

peers="series health"
if command -v cc >/dev/null && cc -O2 -o "$folder/libpcap-series" "$here/libpcap-series.c" -lpcap \
  2>"$folder/cc.log"; then
  peers="$peers libpcap"
else
  echo 'no C compiler or no libpcap-dev: without the libpcap loop'
fi
command -v tcpstat >/dev/null && peers="$peers tcpstat"

# Both must say the same before either is timed.
case $peers in
  *libpcap*)
    series | awk -F, '/^[0-9]/ { i += $2 / 8; o += $3 / 8 } END { printf "%d %d\n", i, o }' >"$folder/ours"
    libpcap | awk -F, '{ i += $2; o += $3 } END { printf "%d %d\n", i, o }' >"$folder/theirs"
    cmp "$folder/ours" "$folder/theirs" || { echo 'the sums differ'; exit 1; }
    ;;
esac

millis() {
  from=$(date +%s%N)
  "$1" >/dev/null 2>&1
  echo $((($(date +%s%N) - from) / 1000000)) >>"$folder/$1.ms"
}
median() { sort -n "$folder/$1.ms" | sed -n "$((($(wc -l <"$folder/$1.ms") + 1) / 2))p"; }

round=0
while [ "$round" -lt "$rounds" ]; do
  for peer in $peers; do millis "$peer"; done
  round=$((round + 1))
done
if command -v tshark >/dev/null; then
  millis tshark
  peers="$peers tshark"
fi
ours=$(median series)
health=$(median health)
for peer in $peers; do
  theirs=$(median "$peer")
  awk -v peer="$peer" -v ours="$ours" -v health="$health" -v theirs="$theirs" 'BEGIN {
    printf "%-8s %7d ms   series / %s = %.3f   health / %s = %.3f\n", peer, theirs, peer, ours / theirs, peer,
      health / theirs }'
done
if [ -x /usr/bin/time ]; then
  for command in series health; do
    /usr/bin/time -f "$command peak memory %M kB" "$here/../privnet" qoe $command "$capture" \
      --user 10.0.0.2 --instrument 10.0.0.1:5900 2>&1 >/dev/null | tail -1
  done
fi

# Compressed: what the decompressor takes for nothing but decompressing is the floor.
zst() { "$here/../privnet" qoe series "$capture.zst" --user 10.0.0.2 --instrument 10.0.0.1:5900; }
zst_alone() { zstd -qdc "$capture.zst"; }
lz4() { "$here/../privnet" qoe series "$capture.lz4" --user 10.0.0.2 --instrument 10.0.0.1:5900; }
lz4_alone() { command lz4 -qdc "$capture.lz4"; }
gz() { "$here/../privnet" qoe series "$capture.gz" --user 10.0.0.2 --instrument 10.0.0.1:5900; }
gz_alone() { gzip -dc "$capture.gz"; }
for kind in zst:zstd lz4:lz4 gz:gzip; do
  ending=${kind%:*}
  command -v "${kind#*:}" >/dev/null || continue
  case $ending in lz4) command lz4 -qc ;; *) "${kind#*:}" -qc ;; esac <"$capture" >"$capture.$ending"
  round=0
  while [ "$round" -lt "$rounds" ]; do
    millis "$ending"
    millis "${ending}_alone"
    round=$((round + 1))
  done
  awk -v tool="${kind#*:}" -v ours="$(median "$ending")" -v theirs="$(median "${ending}_alone")" 'BEGIN {
    printf "%-8s %7d ms alone, privnet on it %7d ms, ratio %.3f\n", tool, theirs, ours, ours / theirs }'
  rm "$capture.$ending"
done
