package io.privnet.qoe.series;

/**
 * One interval of a series: what went each way from its start, inclusive, to the next one's.
 *
 * @param index place in the grid that begins with the capture's first frame, which lies in bin 0;
 *     negative for frames that are earlier yet stand later in the file
 * @param startNanos nanoseconds since 1970
 * @param full whether the capture, in this segment, covers the interval from its start to its end
 * @param inBytes bytes of control, user to instrument
 * @param outBytes bytes of media, instrument to user
 * @param inPackets packets of control, also those that count no bytes
 * @param outPackets packets of media, also those that count no bytes
 */
public record Bin(
    long index,
    long startNanos,
    boolean full,
    long inBytes,
    long outBytes,
    long inPackets,
    long outPackets) {}
