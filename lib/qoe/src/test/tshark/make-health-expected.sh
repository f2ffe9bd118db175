#!/bin/sh
# Makes the expected figures of ../resources/io/privnet/qoe/health/expected, for the captures in samples/captures and
# for a synthetic connection (TcpExchange), from tcptrace (made with 6.6.7: segments, retransmissions, round trips),
# from tshark (made with 4.0.17: zero windows, retransmissions, times from data to acknowledgement, RTP streams). Needs
# both, python3, and the module's compiled test classes (mvn -pl lib/qoe -am test-compile). Run it when the captures change.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
module=$here/../../..
out=$here/../resources/io/privnet/qoe/health/expected
samples=$module/../../samples/captures
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"

# tcp CAPTURE USER INSTRUMENT: of one connection that the user opened
tcp() {
  name=$(basename "$1")
  case $1 in *.gz) gzip -dc "$1" >"$work/plain" ;; *) cp "$1" "$work/plain" ;; esac
  {
    tcptrace -lrn "$work/plain" 2>/dev/null | awk '
      function both(name, field, second) { print name "," $field "," $second }
      /actual data pkts:/ { both("segments", 4, 8) }
      /actual data bytes:/ { both("bytes", 4, 8) }
      /rexmt data pkts:/ { again[0] = $4; again[1] = $8 }
      /outoforder pkts:/ { both("_", 3, 6); print "retransmitted," again[0] + $3 "," again[1] + $6 }
      /zwnd probe pkts:/ { both("probes", 4, 8) }
      /rexmt data bytes:/ { both("rexmt_bytes", 4, 8) }
      /RTT samples:/ { both("rtt_samples", 3, 6) }
      /RTT max:/ { both("rtt_max_ms", 3, 7) }
      /zero win adv:/ { both("zero_windows", 4, 9) }' | grep -v ^_
    for side in "$2" "$3"; do
      tshark -r "$work/plain" -n -Y "ip.src==$side && tcp.analysis.zero_window" 2>/dev/null | wc -l
    done | paste -sd, | sed 's/^/tshark_zero_windows,/'
    tshark -r "$work/plain" -n -T fields -E separator=, \
      -Y "ip.src==$2 && tcp.len>0 && (tcp.analysis.retransmission || tcp.analysis.out_of_order)" -e frame.number 2>/dev/null | wc -l |
      sed 's/^/tshark_retransmitted,/; s/$/,/'
    for side in "$3" "$2"; do
      tshark -r "$work/plain" -n -Y "ip.src==$side && tcp.analysis.ack_rtt && tcp.flags.syn==0" -T fields \
        -e tcp.analysis.ack_rtt 2>/dev/null | sort -n | awk '{ t[NR] = $1 } END { print NR ":" t[1] ":" t[NR] }'
    done | paste -sd, | sed 's/^/tshark_ack_rtt,/'
  } >"$out/$name.tcp.csv"
}

# rtp CAPTURE PORT: tshark knows the clock of static payload types only, so the dynamic 96 is written as 34 (H.263, 90 kHz)
rtp() {
  name=$(basename "$1")
  case $1 in *.gz) gzip -dc "$1" >"$work/dynamic" ;; *) cp "$1" "$work/dynamic" ;; esac
  tshark -r "$work/dynamic" -F pcap -w "$work/plain" 2>/dev/null
  python3 - "$work/plain" "$2" <<'END'
import struct, sys
data, port = bytearray(open(sys.argv[1], "rb").read()), int(sys.argv[2])
at = 24
while at < len(data):
    captured = struct.unpack_from("<I", data, at + 8)[0]
    udp = data.find(struct.pack(">H", port), at + 16, at + 16 + captured)
    while udp >= 0 and udp < at + 16 + 70:
        rtp = udp + 6
        if data[rtp] == 0x80 and data[rtp + 1] & 0x7f == 96:
            data[rtp + 1] = data[rtp + 1] & 0x80 | 34
            break
        udp = data.find(struct.pack(">H", port), udp + 1, at + 16 + captured)
    at += 16 + captured
open(sys.argv[1], "wb").write(data)
END
  tshark -d "udp.port==$2,rtp" -r "$work/plain" -n -q -z rtp,streams 2>/dev/null |
    sed -n 's/%)/ /; s/(//; /0x/p' | awk '{ print "ssrc,packets,lost,jitter_mean_ms,jitter_max_ms"
      print $7 "," $9 "," $10 "," $16 "," $17 }' >"$out/$name.rtp.csv"
}

java -cp "$module/target/classes:$module/target/test-classes" io.privnet.qoe.health.TcpExchange "$work/exchange.pcap"
tcp "$work/exchange.pcap" 10.0.0.2 10.0.0.1
for capture in "$samples"/*lan* "$samples"/direct* "$samples"/wan*; do tcp "$capture" 10.0.0.2 10.0.0.1; done
for capture in "$samples"/rtp4.pcap "$samples"/rtp6.pcapng; do rtp "$capture" 5004; done
