#!/bin/sh
# Compares privnet's figures of all captures in samples/captures with those of capinfos, tcpdump, tshark and tcptrace,
# and writes what tcptrace says to ../resources/io/privnet/qoe/series/tcptrace.csv. Prints a line for each figure and
# fails when one differs. Needs the tools (run with Wireshark 4.0.17, tcpdump 4.99.3, tcptrace 6.6.7), jq and a built
# project. comparison.txt is what it printed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$here/../../../../..
privnet=$top/cli/privnet
table=$here/../resources/io/privnet/qoe/series/tcptrace.csv
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
differ=0

# same CAPTURE FIGURE TOOL THEIRS OURS
same() {
  verdict=same
  [ "$4" = "$5" ] || { verdict=DIFFERENT; differ=1; }
  printf '%-28s %-28s %-9s %-20s %-20s %s\n' "$1" "$2" "$3" "$4" "$5" "$verdict"
}

echo name,a,b,a_to_b_packets,b_to_a_packets,a_to_b_payload,b_to_a_payload,a_to_b_unique,b_to_a_unique >"$table"
for capture in "$top"/samples/captures/*.pcap*; do
  name=$(basename "$capture")
  "$privnet" qoe info --json "$capture" >"$folder/info"
  "$privnet" qoe flows --json "$capture" | jq -c 'select(.protocol == "tcp")' | head -1 >"$folder/flow"
  info() { jq -r "$1" "$folder/info"; }
  flow() { jq -r "$1" "$folder/flow"; }

  capinfos -T -r -m -N -M -S -c -d -a -e -u "$capture" >"$folder/capinfos"
  theirs() { cut -d, -f"$1" "$folder/capinfos"; }
  number() { awk -v x="$1" 'BEGIN { printf "%.6f", x }'; }
  same "$name" packets capinfos "$(theirs 2)" "$(info .packets)"
  same "$name" bytes capinfos "$(theirs 3)" "$(info .bytes)"
  same "$name" duration capinfos "$(number "$(theirs 4)")" "$(number "$(info .duration_s)")"

  # The heaviest TCP connection, both ways.
  split() { printf '%s' "$1" | sed 's/^\[\(.*\)\]:\([0-9]*\)$/\1 \2/; t; s/:/ /'; }
  a=$(split "$(flow .a)"); b=$(split "$(flow .b)")
  set -- $a $b
  editcap -F pcap "$capture" "$folder/plain.pcap" 2>/dev/null
  count() { tcpdump -r "$folder/plain.pcap" -nn "$1" 2>/dev/null | wc -l; }
  case $name in
    *sll2*) ;; # this tcpdump knows no ports in it
    *)
      same "$name" 'packets a to b' tcpdump \
        "$(count "tcp and src host $1 and src port $2 and dst host $3 and dst port $4")" "$(flow .a_to_b_packets)"
      same "$name" 'packets b to a' tcpdump \
        "$(count "tcp and src host $3 and src port $4 and dst host $1 and dst port $2")" "$(flow .b_to_a_packets)"
      ;;
  esac
  payload() {
    tshark -r "$capture" -n -o tcp.desegment_tcp_streams:FALSE -Y "tcp.srcport == $1 && tcp.dstport == $2" \
      -T fields -e tcp.len 2>/dev/null | awk '{ sum += $1 } END { printf "%d", sum }'
  }
  same "$name" 'payload a to b' tshark "$(payload "$2" "$4")" "$(flow .a_to_b_payload_bytes)"
  same "$name" 'payload b to a' tshark "$(payload "$4" "$2")" "$(flow .b_to_a_payload_bytes)"

  case $name in *sll2*) continue ;; esac # tcptrace does not know the link type
  tcptrace --csv -ln "$folder/plain.pcap" 2>/dev/null | grep -v '^#' | tr -d ' ' >"$folder/trace"
  field() {
    awk -F, -v name="$1" -v a="$2" -v b="$3" '
      $1 == "conn_#" { for (i = 1; i <= NF; i++) if ($i == name) k = i; next }
      $4 == a && $5 == b { print $k }' "$folder/trace"
  }
  same "$name" 'packets a to b' tcptrace "$(field total_packets_a2b "$2" "$4")" "$(flow .a_to_b_packets)"
  same "$name" 'packets b to a' tcptrace "$(field total_packets_b2a "$2" "$4")" "$(flow .b_to_a_packets)"
  same "$name" 'payload a to b' tcptrace "$(field actual_data_bytes_a2b "$2" "$4")" "$(flow .a_to_b_payload_bytes)"
  same "$name" 'payload b to a' tcptrace "$(field actual_data_bytes_b2a "$2" "$4")" "$(flow .b_to_a_payload_bytes)"
  echo "$name,$(flow .a),$(flow .b),$(field total_packets_a2b "$2" "$4"),$(field total_packets_b2a "$2" "$4"),$(
    field actual_data_bytes_a2b "$2" "$4"),$(field actual_data_bytes_b2a "$2" "$4"),$(
    field unique_bytes_sent_a2b "$2" "$4"),$(field unique_bytes_sent_b2a "$2" "$4")" >>"$table"
done
exit "$differ"
