#!/usr/bin/env python3
"""Makes the expected input of ../resources/io/privnet/qoe/series/rfb: bytes of KeyEvent, PointerEvent and
ClientCutText per second, by the time at which each byte first stands in the capture, all before it captured
or not. Needs tshark (made with 4.0.17): it puts the stream's bytes and times together; where a segment holds
one message, its VNC dissector must agree on the type.

The captures are the control of a session recorded with whole packets, between namespaces of one machine
with a link emulator of 1.5 Mbit/s, 40 +- 15 ms, 2.5 % loss and three outages between them; segments
with media are left out. In the outages the user went on, so some segments hold many messages."""
import collections
import pathlib
import subprocess

HERE = pathlib.Path(__file__).parent
FOLDER = HERE / '../resources/io/privnet/qoe/series/rfb'
FIELDS = ('frame.time_relative', 'ip.src', 'tcp.seq', 'tcp.payload', 'vnc.client_message_type')


def segments(capture):
    command = ['tshark', '-r', capture, '-n', '-Y', 'tcp', '-T', 'fields']
    for field in FIELDS:
        command += ['-e', field]
    for line in subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines():
        time, source, sequence, payload, kind = (line + '\t' * len(FIELDS)).split('\t')[:len(FIELDS)]
        yield float(time), source, int(sequence), bytes.fromhex(payload.replace(':', '')), kind


def size(stream, at):
    number = lambda offset, length: int.from_bytes(stream[at + offset:at + offset + length], 'big')
    return {0: 20, 2: 4 + 4 * number(2, 2), 3: 10, 4: 8, 5: 6, 6: 8 + number(4, 4)}[stream[at]]


for capture in sorted(FOLDER.glob('*.pcap.gz')):
    seen, dissected, last = {}, {}, 0.0
    for time, source, sequence, payload, kind in segments(capture):
        last = max(last, time)
        if source == '10.0.0.2':
            if kind and sequence not in seen:
                dissected[sequence] = (int(kind), len(payload))
            for i, byte in enumerate(payload):
                seen.setdefault(sequence + i, (time, byte))
    end = max(seen) + 1
    assert sorted(seen) == list(range(1, end)), 'bytes are missing'
    stream = bytes([0]) + bytes(seen[i][1] for i in range(1, end))
    at = 1 + 12 + 1 + 1
    counted, kinds, agreed = collections.Counter(), collections.Counter(), 0
    delivered = 0.0
    while at < end:
        length = size(stream, at)
        if at in dissected and dissected[at][1] == length:
            assert dissected[at][0] == stream[at], at
            agreed += 1
        kinds[stream[at]] += 1
        for i in range(at, min(at + length, end)):
            # A byte behind a hole is known for what it is when the hole is filled.
            delivered = max(delivered, seen[i][0])
            if stream[at] in (4, 5, 6):
                counted[int(delivered)] += 1
        at += length
    assert agreed > 1000
    table = capture.with_name(capture.name.replace('.pcap.gz', '.csv'))
    with open(table, 'w') as out:
        out.write(f'# messages {dict(sorted(kinds.items()))}, {agreed} of them alone in a segment that tshark dissects\n')
        out.write('second,input_bytes\n')
        for second in range(int(last) + 1):
            out.write(f'{second},{counted[second]}\n')
