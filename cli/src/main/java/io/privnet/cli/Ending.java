package io.privnet.cli;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The end of the process: what is still to be done when a signal brings it about, and the end
 * itself.
 *
 * <p>A JVM that ends first waits 0.3 s for threads that are inside the system, such as one that
 * reads standard input or waits for connections (HotSpot, {@code
 * VM_Exit::wait_for_threads_in_native_to_block}). When all that is to be done has been done there
 * is nothing to wait for, so the process then leaves by the system's own {@code _exit}.
 */
public final class Ending {
  private static final Map<String, Integer> SIGNALS =
      Map.of("SIGHUP", 1, "SIGINT", 2, "SIGTERM", 15);
  private static final int BY_SIGNAL = 128;

  private static final List<Runnable> TASKS = new ArrayList<>();
  private static volatile int status = -1;

  private Ending() {}

  /** From now on the process ends as described. */
  static void begin() {
    Runtime.getRuntime().addShutdownHook(new Thread(Ending::end));
  }

  /** Ends the process. */
  static void with(int exit) {
    status = exit;
    System.exit(exit);
  }

  /** Has something done when the process ends. */
  public static void add(Runnable task) {
    synchronized (TASKS) {
      TASKS.add(task);
    }
  }

  /** Takes back what was to be done. */
  public static void remove(Runnable task) {
    synchronized (TASKS) {
      TASKS.remove(task);
    }
  }

  private static void end() {
    List<Runnable> tasks;
    synchronized (TASKS) {
      tasks = List.copyOf(TASKS);
    }
    tasks.reversed().forEach(Runnable::run);
    List<String> threads = threads();
    if (status < 0) {
      // Only the name of the thread in which the JVM ends itself tells by which signal.
      SIGNALS.forEach(
          (signal, number) -> {
            if (threads.contains(signal + " handler")) {
              leave(BY_SIGNAL + number);
            }
          });
    } else if (threads.stream().anyMatch(name -> name.endsWith("Poller"))) {
      leave(status);
    }
  }

  /** The names of all threads that are not virtual. */
  private static List<String> threads() {
    ThreadGroup all = Thread.currentThread().getThreadGroup();
    while (all.getParent() != null) {
      all = all.getParent();
    }
    Thread[] threads = new Thread[2 * all.activeCount() + 16];
    return Arrays.stream(threads, 0, all.enumerate(threads)).map(Thread::getName).toList();
  }

  @SuppressWarnings("restricted")
  private static void leave(int exit) {
    try {
      Linker system = Linker.nativeLinker();
      system
          .downcallHandle(
              system.defaultLookup().find("_exit").orElseThrow(),
              FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT))
          .invokeExact(exit);
    } catch (Throwable e) {
      // Then it ends as the JVM does, later.
    }
  }
}
