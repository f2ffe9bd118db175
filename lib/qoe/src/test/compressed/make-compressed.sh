#!/bin/sh
# Makes the compressed captures of ../resources/io/privnet/qoe/capture/compressed from synthetic ones. Needs gzip,
# zstd (made with 1.5.4) and lz4 (1.9.4), and the module's compiled test classes (mvn -pl lib/qoe -am test-compile).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
module=$here/../../..
out=$here/../resources/io/privnet/qoe/capture/compressed
synthetic=$(mktemp -d)
trap 'rm -rf "$synthetic"' EXIT
java -cp "$module/target/classes:$module/target/test-classes" \
  io.privnet.qoe.capture.SyntheticCaptures "$synthetic"
rm -f "$out"/*
name=vlan.pcap
capture=$synthetic/$name
head -c 50000 "$capture" >"$synthetic/first"
tail -c +50001 "$capture" >"$synthetic/second"

# OUT COMMAND…: what the command writes
to() { file=$out/$name.$1; shift; "$@" >"$file"; }

to gz gzip -9nc "$capture"
{ gzip -nc "$synthetic/first"; gzip -nc "$synthetic/second"; } >"$out/$name.members.gz"
to zst zstd -qc "$capture"
to best.zst zstd -qc --ultra -22 "$capture"
to streamed.zst sh -c 'zstd -qc --no-check <"$1"' sh "$capture"
{ zstd -qc "$synthetic/first"; zstd -qc "$synthetic/second"; } >"$out/$name.frames.zst"
to lz4 lz4 -qc "$capture"
to linked.lz4 lz4 -qc -B4 -BD "$capture"
to best.lz4 lz4 -qc -12 "$capture"
to checked.lz4 lz4 -qc -B4 -BX --content-size "$capture"
to unchecked.lz4 sh -c 'lz4 -qc -B4 -BD --no-frame-crc <"$1"' sh "$capture"
{ lz4 -qc "$synthetic/first"; lz4 -qc "$synthetic/second"; } >"$out/$name.frames.lz4"
# Skippable frames before, between and behind.
skip() { printf '\132\052\115\030\005\000\000\000hello'; }
for tool in zstd lz4; do
  case $tool in zstd) ending=zst ;; *) ending=lz4 ;; esac
  { skip; $tool -qc "$synthetic/first"; skip; $tool -qc "$synthetic/second"; skip; } >"$out/$name.skippable.$ending"
done
