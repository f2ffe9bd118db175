"""Writes what RecordedSession reads of the labels that the testbed's user wrote.

usage: make-labels.py FOLDER CAPTURE...   for each NAME.pcap with NAME.labels.json beside it: FOLDER/NAME.labels.csv

A novice who had to wait wrote when, and in the older recordings not until when. A picture cannot change before media
come, so the first media after it stand for the end: `media`, by tshark.
"""
import json
import os
import subprocess
import sys


def media_times(capture):
    out = subprocess.run(
        ["tshark", "-r", capture, "-Y", "ip.src == 10.0.0.1 && tcp.srcport == 5900 && tcp.len > 0",
         "-T", "fields", "-e", "frame.time_epoch"],
        check=True, capture_output=True, text=True).stdout
    return [float(t) for t in out.split()]


for capture in sys.argv[2:]:
    name = os.path.basename(capture).removesuffix(".pcap")
    events = [(e["t"], e["label"]) for e in json.load(open(capture.removesuffix(".pcap") + ".labels.json"))["events"]]
    if not any(label == "wait-end" for _, label in events):
        media = media_times(capture) if any(label == "wait" for _, label in events) else []
        for began, label in list(events):
            after = [t for t in media if t > began]
            if label == "wait" and after:
                events.append((after[0], "media"))
    with open(os.path.join(sys.argv[1], name + ".labels.csv"), "w") as out:
        out.write("epoch_s,label\n")
        for t, label in sorted(events):
            out.write(f"{t:.3f},{label}\n")
