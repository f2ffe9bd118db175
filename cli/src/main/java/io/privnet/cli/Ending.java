package io.privnet.cli;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

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
  private static final int STAY = -1;

  private static final List<Runnable> TASKS = new ArrayList<>();
  private static volatile int status = STAY;

  private Ending() {}

  /** From now on the process ends as described. */
  static void begin() {
    Runtime.getRuntime().addShutdownHook(new Last());
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

  /** Every command ends here: what it needs takes time to load, so it is little. */
  private static final class Last extends Thread {
    @Override
    public void run() {
      List<Runnable> tasks;
      synchronized (TASKS) {
        tasks = new ArrayList<>(TASKS);
      }
      for (int i = tasks.size() - 1; i >= 0; i--) {
        tasks.get(i).run();
      }
      int exit = exit();
      if (exit != STAY) {
        leave(exit);
      }
    }
  }

  /** With which exit code to leave, if the JVM would wait. */
  private static int exit() {
    ThreadGroup all = Thread.currentThread().getThreadGroup();
    while (all.getParent() != null) {
      all = all.getParent();
    }
    Thread[] threads = new Thread[2 * all.activeCount() + 16];
    int count = all.enumerate(threads);
    for (int i = 0; i < count; i++) {
      String name = threads[i].getName();
      if (status != STAY) {
        if (name.endsWith("Poller")) {
          return status;
        }
        continue;
      }
      // Only the name of the thread in which the JVM ends itself tells by which signal.
      switch (name) {
        case "SIGHUP handler":
          return 128 + 1;
        case "SIGINT handler":
          return 128 + 2;
        case "SIGTERM handler":
          return 128 + 15;
        default:
      }
    }
    return STAY;
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
