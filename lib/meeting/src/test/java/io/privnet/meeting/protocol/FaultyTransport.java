package io.privnet.meeting.protocol;

import io.privnet.meeting.identity.PublicKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** One party's end of the network, with a fault in what it sends. */
final class FaultyTransport implements Transport {
  /** What becomes of a frame: the frames that are sent in its place. */
  @FunctionalInterface
  interface Fault {
    List<byte[]> of(String to, int number, byte[] frame) throws InterruptedException;
  }

  /** Thrown to make a party vanish: its thread ends and its connections close. */
  static final class Vanished extends InterruptedException {
    private static final long serialVersionUID = 1L;
  }

  private final Transport sound;
  private final Fault fault;
  private int number;

  private FaultyTransport(Transport sound, Fault fault) {
    this.sound = sound;
    this.fault = fault;
  }

  /** Wiring in which the frames that {@code party} sends suffer {@code fault}. */
  static UnaryOperator<Function<String, Transport>> at(String party, Fault fault) {
    return ends ->
        name ->
            name.equals(party) ? new FaultyTransport(ends.apply(name), fault) : ends.apply(name);
  }

  /** Wiring in which {@code fault} strikes the frame that {@code party} sends as number k. */
  static UnaryOperator<Function<String, Transport>> once(String party, int k, Fault fault) {
    return at(
        party, (to, number, frame) -> number == k ? fault.of(to, number, frame) : List.of(frame));
  }

  /** The frame with another body of the same number, which {@code signer} has signed as well. */
  static byte[] withBody(String signer, byte[] frame, String body) {
    return Frame.signed(
            Meetings.identity(signer),
            ByteBuffer.wrap(frame).getInt(Integer.BYTES),
            body.getBytes(StandardCharsets.UTF_8))
        .encode();
  }

  /** The body of a frame; empty at the end of a direction. */
  static String body(byte[] frame) {
    return new String(
        frame,
        Frame.HEADER,
        frame.length - Frame.HEADER - PublicKey.SIGNATURE,
        StandardCharsets.UTF_8);
  }

  @Override
  public Set<String> peers() {
    return sound.peers();
  }

  @Override
  public boolean send(String to, byte[] frame, long nanos) throws InterruptedException {
    for (byte[] sent : fault.of(to, number++, frame)) {
      if (!sound.send(to, sent, nanos)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Arrival receive(long nanos) throws InterruptedException {
    return sound.receive(nanos);
  }

  @Override
  public void close() {
    sound.close();
  }
}
