#!/bin/sh
# Makes ../resources/io/privnet/qoe/capture/capinfos.csv, what capinfos says of the captures in samples/captures and of
# the synthetic ones. Needs capinfos (made with 4.0.17) and the module's compiled test classes
# (mvn -pl lib/qoe -am test-compile). Run it when the captures change.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
module=$here/../../..
synthetic=$(mktemp -d)
trap 'rm -rf "$synthetic"' EXIT
java -cp "$module/target/classes:$module/target/test-classes" \
  io.privnet.qoe.capture.SyntheticCaptures "$synthetic"
{
  echo name,type,snaplen,packets,bytes,first_s,last_s,in_order
  for capture in "$module"/../../samples/captures/*.pcap* "$synthetic"/*; do
    capinfos -T -r -m -N -M -S -t -c -d -a -e -o -l "$capture" |
      awk -F, -v name="$(basename "$capture")" '{ print name "," $2 "," $3 "," $6 "," $7 "," $8 "," $9 "," $10 }'
  done
} >"$here/../resources/io/privnet/qoe/capture/capinfos.csv"
