package io.privnet.meeting.protocol;

import java.util.Set;
import java.util.function.BiConsumer;

/** One party's end of the network, on which the frames that it sends are listened to. */
record Tap(Transport line, BiConsumer<String, byte[]> listener) implements Transport {
  @Override
  public Set<String> peers() {
    return line.peers();
  }

  @Override
  public boolean send(String to, byte[] frame, long nanos) throws InterruptedException {
    listener.accept(to, frame);
    return line.send(to, frame, nanos);
  }

  @Override
  public Arrival receive(long nanos) throws InterruptedException {
    return line.receive(nanos);
  }

  @Override
  public void close() {
    line.close();
  }
}
