#!/usr/bin/env python3
"""Makes ../resources/io/privnet/qoe/health/path.csv: which packets of samples/both-ends/user.pcap.gz came to
the instrument and the other way round, told by source, IPv4 identification and sequence number in tshark's
fields (made with 4.0.17). Both captures were made on one machine, so their clocks are one."""
import pathlib
import subprocess

HERE = pathlib.Path(__file__).parent
SAMPLES = HERE / '../../../../../samples/both-ends'
FIELDS = ('frame.time_epoch', 'ip.src', 'ip.id', 'tcp.seq_raw', 'tcp.ack_raw', 'tcp.len')


def packets(name):
    command = ['tshark', '-r', SAMPLES / name, '-n', '-Y', 'tcp.port == 5900', '-T', 'fields']
    for field in FIELDS:
        command += ['-e', field]
    found = {'10.0.0.2': {}, '10.0.0.1': {}}
    for line in subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines():
        time, source, *key = line.split('\t')
        assert tuple(key) not in found[source] or key[0] == '0x0000', line
        found[source][tuple(key)] = (float(time), int(key[-1]))
    return found


user, instrument = packets('user.pcap.gz'), packets('instrument.pcap.gz')
with open(HERE / '../resources/io/privnet/qoe/health/path.csv', 'w') as out:
    out.write('direction,sent_packets,sent_bytes,delivered_packets,delivered_bytes,min_delay_s,max_delay_s\n')
    for direction, source, sent, arrived in (
            ('forward', '10.0.0.2', user, instrument), ('reverse', '10.0.0.1', instrument, user)):
        both = sent[source].keys() & arrived[source].keys()
        delays = [arrived[source][key][0] - sent[source][key][0] for key in both]
        out.write(f'{direction},{len(sent[source])},{sum(v[1] for v in sent[source].values())},{len(both)},'
                  f'{sum(sent[source][key][1] for key in both)},{min(delays):.6f},{max(delays):.6f}\n')
