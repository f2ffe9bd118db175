package io.privnet.qoe.capture;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The checksum of LZ4 frames: XXH32 with seed 0 (github.com/Cyan4973/xxHash, doc/xxhash_spec.md).
 */
final class XxHash32 {
  private static final int P1 = 0x9e3779b1;
  private static final int P2 = 0x85ebca77;
  private static final int P3 = 0xc2b2ae3d;
  private static final int P4 = 0x27d4eb2f;
  private static final int P5 = 0x165667b1;
  private static final int STRIPE = 16;

  /** Half the time of putting bytes together, without the optimising compiler. */
  private static final VarHandle LITTLE_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private int a = P1 + P2;
  private int b = P2;
  private int c;
  private int d = -P1;
  private final byte[] rest = new byte[STRIPE];
  private int held;
  private long total;

  void update(byte[] bytes, int from, int length) {
    int at = from;
    int stop = from + length;
    total += length;
    if (held > 0) {
      int taken = Math.min(STRIPE - held, length);
      System.arraycopy(bytes, at, rest, held, taken);
      held += taken;
      at += taken;
      if (held < STRIPE) {
        return;
      }
      stripes(rest, 0, STRIPE);
      held = 0;
    }
    int whole = (stop - at) / STRIPE * STRIPE;
    stripes(bytes, at, at + whole);
    at += whole;
    held = stop - at;
    System.arraycopy(bytes, at, rest, 0, held);
  }

  private void stripes(byte[] bytes, int from, int to) {
    int w = a;
    int x = b;
    int y = c;
    int z = d;
    for (int at = from; at < to; at += STRIPE) {
      w = Integer.rotateLeft(w + s32(bytes, at) * P2, 13) * P1;
      x = Integer.rotateLeft(x + s32(bytes, at + 4) * P2, 13) * P1;
      y = Integer.rotateLeft(y + s32(bytes, at + 8) * P2, 13) * P1;
      z = Integer.rotateLeft(z + s32(bytes, at + 12) * P2, 13) * P1;
    }
    a = w;
    b = x;
    c = y;
    d = z;
  }

  /** The checksum of all bytes so far. */
  int digest() {
    int hash =
        total < STRIPE
            ? P5
            : Integer.rotateLeft(a, 1)
                + Integer.rotateLeft(b, 7)
                + Integer.rotateLeft(c, 12)
                + Integer.rotateLeft(d, 18);
    hash += (int) total;
    int at = 0;
    for (; at + 4 <= held; at += 4) {
      hash = Integer.rotateLeft(hash + s32(rest, at) * P3, 17) * P4;
    }
    for (; at < held; at++) {
      hash = Integer.rotateLeft(hash + (rest[at] & 0xff) * P5, 11) * P1;
    }
    hash = (hash ^ hash >>> 15) * P2;
    hash = (hash ^ hash >>> 13) * P3;
    return hash ^ hash >>> 16;
  }

  private static int s32(byte[] bytes, int at) {
    return (int) LITTLE_ENDIAN.get(bytes, at);
  }
}
