#!/bin/sh
# Makes the expected series of ../resources/io/privnet/qoe/series/tshark from tshark's fields, for the
# captures in samples/captures and for the synthetic ones. Needs tshark (made with 4.0.17), awk, and the module's
# compiled test classes (mvn -pl lib/qoe -am test-compile). Run it when the captures change.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
module=$here/../../..
out=$here/../resources/io/privnet/qoe/series/tshark
synthetic=$(mktemp -d)
trap 'rm -rf "$synthetic"' EXIT
java -cp "$module/target/classes:$module/target/test-classes" \
  io.privnet.qoe.capture.SyntheticCaptures "$synthetic"

# series CAPTURE USER INSTRUMENT PORT-or-empty INTERVAL
series() {
  {
    echo "# user $2"
    echo "# instrument $3${4:+ port $4}"
    echo "# interval_ms $5"
    echo "bin,in_packets,out_packets,in_payload,out_payload,in_ip,out_ip,in_wire,out_wire"
    tshark -r "$1" -n -o ip.defragment:FALSE -o ipv6.defragment:FALSE \
      -o tcp.desegment_tcp_streams:FALSE -T fields -E separator=, -E occurrence=f \
      -e frame.time_relative -e frame.len -e ip.src -e ip.dst -e ip.len -e ipv6.src -e ipv6.dst \
      -e ipv6.plen -e tcp.srcport -e tcp.dstport -e tcp.len -e udp.length 2>/dev/null |
      awk -F, -v user="$2" -v instrument="$3" -v port="$4" -v ms="$5" '
        {
          bin = $1 * 1000 / ms
          k = int(bin); if (bin < k) k--
          if (NR == 1 || k < low) low = k
          if (NR == 1 || k > high) high = k
          source = $3 $6; destination = $4 $7
          ip = $5 != "" ? $5 : $8 + 40
          payload = $11 != "" ? $11 : $12 - 8
          way = ""
          if ($11 != "" && source == user && destination == instrument && (port == "" || $10 == port)) way = "in"
          if ($11 != "" && source == instrument && destination == user && (port == "" || $9 == port)) way = "out"
          if ($12 != "" && source == instrument && destination == user) way = "out"
          if (way != "") { n[way, k]++; p[way, k] += payload; i[way, k] += ip; w[way, k] += $2 }
        }
        END {
          for (k = low; k <= high; k++)
            printf "%d,%d,%d,%d,%d,%d,%d,%d,%d\n", k, n["in", k], n["out", k], p["in", k], p["out", k],
              i["in", k], i["out", k], w["in", k], w["out", k]
        }'
  } >"$out/$(basename "$1").$5ms.csv"
}

samples=$module/../../samples/captures
for capture in "$samples"/*lan* "$samples"/direct* "$samples"/wan*; do
  series "$capture" 10.0.0.2 10.0.0.1 5900 1000
done
series "$samples/wan-expert.pcap" 10.0.0.2 10.0.0.1 5900 250
for capture in "$samples"/rtp4*; do series "$capture" 10.1.0.2 10.1.0.1 7000 1000; done
series "$samples/rtp6.pcapng" fd01::2 fd01::1 '' 1000
# Captures of blocks and of offloaded frames are for other tests.
rm "$synthetic"/blocks* "$synthetic"/empty* "$synthetic"/jumbo*
for capture in "$synthetic"/*; do
  if tshark -r "$capture" -n -c 1 -T fields -e ipv6.src 2>/dev/null | grep -q fd00; then
    case $capture in *.pcapng) series "$capture" 10.0.0.2 10.0.0.1 5900 500 ;; esac
    series "$capture" fd00::2 fd00::1 5900 1000
  else
    case $capture in *.pcapng) series "$capture" fd00::2 fd00::1 '' 500 ;; esac
    series "$capture" 10.0.0.2 10.0.0.1 5900 1000
  fi
done
