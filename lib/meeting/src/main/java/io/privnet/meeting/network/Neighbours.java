package io.privnet.meeting.network;

import io.privnet.meeting.Invitation;
import io.privnet.meeting.Party;
import io.privnet.meeting.identity.Identity;
import io.privnet.meeting.identity.PublicKey;
import io.privnet.meeting.network.SecureAcceptor.Caller;
import io.privnet.meeting.protocol.NegotiationException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The other joiners, as a joiner connects to them: it dials those before it in the list of parties
 * and is dialled by those after it. The hello is a form: {@code meeting}, its nonce, and {@code
 * name}, who calls.
 *
 * <p>Guarantees: nobody is let in but those parties, each with the key that the host has told of
 * it, and once.
 */
final class Neighbours implements AutoCloseable {
  private static final byte[] WELCOME = {};

  /** How long those may take to answer that have been dialled when it is of no use any more. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Identity self;
  private final String name;
  private final String nonce;
  private final Mesh mesh;
  private final CountDownLatch known = new CountDownLatch(1);
  private final Map<String, PublicKey> due = new HashMap<>();
  private final Set<String> missing = new TreeSet<>();
  private SecureAcceptor acceptor;

  /**
   * @param name of this party
   * @param nonce of the meeting
   * @param mesh gets the connections
   */
  Neighbours(Identity self, String name, String nonce, Mesh mesh) {
    this.self = self;
    this.name = name;
    this.nonce = nonce;
    this.mesh = mesh;
  }

  /**
   * Lets the others call; they wait until it is known who they are.
   *
   * @return where
   */
  InetSocketAddress listen(InetSocketAddress address) throws ConnectionException {
    acceptor = SecureAcceptor.listen(address, self, this::answer);
    return acceptor.address();
  }

  private void answer(Caller caller) {
    try {
      known.await();
      String from = expected(caller);
      mesh.add(from, caller.welcome(WELCOME));
      arrived(from);
    } catch (IllegalArgumentException e) {
      caller.refuse(e.getMessage());
    } catch (ConnectionException e) {
      // Who called has gone again, and will be missing.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The name of a party that is due, which it is no longer from then on. */
  private synchronized String expected(Caller caller) {
    Form form = Form.parse(caller.hello());
    String meeting = form.text("meeting");
    String from = form.text("name");
    form.end();
    if (!meeting.equals(nonce)) {
      throw new IllegalArgumentException("this is another meeting");
    }
    if (!due.remove(from, caller.key())) {
      throw new IllegalArgumentException("no connection is due from '" + from + "' with that key");
    }
    return from;
  }

  private synchronized void arrived(String from) {
    missing.remove(from);
    notifyAll();
  }

  /**
   * Connects to all, then listens no longer.
   *
   * @param invitation in which this party is
   * @param patience how long the others may take to call, or to answer
   * @throws NegotiationException naming somebody that there is no connection to
   */
  void connect(Invitation invitation, Duration patience)
      throws NegotiationException, InterruptedException {
    List<Party> others = invitation.parties();
    int own = invitation.names().indexOf(name);
    expect(others.subList(own + 1, others.size()));
    try {
      dial(others.subList(1, own), patience);
      awaitCalls(patience);
    } finally {
      close();
    }
  }

  private void expect(List<Party> callers) {
    synchronized (this) {
      for (Party caller : callers) {
        due.put(caller.name(), caller.key());
        missing.add(caller.name());
      }
    }
    known.countDown();
  }

  private void dial(List<Party> called, Duration patience)
      throws NegotiationException, InterruptedException {
    byte[] hello = new Form().with("meeting", nonce).with("name", name).bytes();
    List<Future<?>> calls = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Party party : called) {
        calls.add(
            threads.submit(
                () -> {
                  mesh.add(party.name(), call(self, party, hello, patience));
                  return null;
                }));
      }
      NegotiationException unreachable = null;
      try {
        for (Future<?> call : calls) {
          try {
            call.get();
          } catch (ExecutionException e) {
            if (!(e.getCause() instanceof NegotiationException failure)) {
              throw new IllegalStateException(e.getCause());
            }
            unreachable = unreachable == null ? failure : unreachable;
          }
        }
      } catch (InterruptedException e) {
        // Whoever answers just now is to be told why this party ends, and not to find it cut.
        threads.shutdown();
        threads.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        throw e;
      } finally {
        threads.shutdownNow();
      }
      // Not before: whoever has answered would take this party for one that cut the connection.
      if (unreachable != null) {
        throw unreachable;
      }
    }
  }

  /**
   * Dials a party at its address.
   *
   * @param patience how long it may take to answer, if that is less than for anybody
   * @throws NegotiationException naming it when there is no connection
   */
  static SecureConnection call(Identity self, Party party, byte[] hello, Duration patience)
      throws NegotiationException {
    try {
      Address address = Address.parse(party.address().orElse(""));
      Duration longest =
          patience.compareTo(SecureConnection.PATIENCE) < 0 ? patience : SecureConnection.PATIENCE;
      return SecureConnection.dial(
          address.resolve(), self, party.key().fingerprint(), hello, longest);
    } catch (ConnectionException | IllegalArgumentException e) {
      throw NegotiationException.unreachable(party.name(), e.getMessage());
    }
  }

  private synchronized void awaitCalls(Duration patience)
      throws NegotiationException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!missing.isEmpty()) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        throw NegotiationException.among(
            missing, String.join(", ", missing) + ": did not connect to this party");
      }
      wait(left);
    }
  }

  /** Listens no longer. */
  @Override
  public void close() {
    if (acceptor != null) {
      acceptor.close();
    }
  }
}
