package io.privnet.meeting.sdc;

/**
 * Powers of one base, by a comb (Lim and Lee 1994) of 5 teeth and 8 blocks: a fifth of the
 * multiplications that {@link Modulus#power} takes, after a precomputation that costs about as much
 * as one power. In constant time.
 */
final class FixedBase {
  private static final int TEETH = 5;
  private static final int BLOCKS = 8;

  private final Modulus modulus;
  private final int blockBits;
  private final int[][] tables = new int[BLOCKS][];

  FixedBase(Modulus modulus, int[] base) {
    this.modulus = modulus;
    int bits = modulus.exponentBits();
    this.blockBits = (bits + TEETH * BLOCKS - 1) / (TEETH * BLOCKS);
    long[] columns = modulus.columns();
    int[] power = base.clone();
    int[][][] single = new int[BLOCKS][TEETH][];
    for (int tooth = 0; tooth < TEETH; tooth++) {
      for (int block = 0; block < BLOCKS; block++) {
        single[block][tooth] = power.clone();
        for (int i = 0; i < blockBits; i++) {
          modulus.multiply(power, power, power, columns);
        }
      }
    }
    for (int block = 0; block < BLOCKS; block++) {
      tables[block] = products(single[block], columns);
    }
  }

  /** The products of all subsets: entry i that of the teeth whose bits are set in i. */
  private int[] products(int[][] teeth, long[] columns) {
    int limbs = teeth[0].length;
    int[] table = new int[limbs << TEETH];
    System.arraycopy(modulus.one(), 0, table, 0, limbs);
    int[] without = new int[limbs];
    for (int i = 1; i < 1 << TEETH; i++) {
      int lowest = Integer.numberOfTrailingZeros(i);
      System.arraycopy(table, (i & (i - 1)) * limbs, without, 0, limbs);
      modulus.multiply(without, teeth[lowest], without, columns);
      System.arraycopy(without, 0, table, i * limbs, limbs);
    }
    return table;
  }

  /**
   * base^exponent.
   *
   * @param exponent {@link Modulus#exponentBits} bits, least significant word first
   */
  int[] power(int[] exponent) {
    long[] columns = modulus.columns();
    int[] result = modulus.one();
    int[] factor = new int[result.length];
    for (int at = blockBits - 1; at >= 0; at--) {
      modulus.multiply(result, result, result, columns);
      for (int block = 0; block < BLOCKS; block++) {
        int index = 0;
        for (int tooth = TEETH - 1; tooth >= 0; tooth--) {
          int bit = (tooth * BLOCKS + block) * blockBits + at;
          index = index << 1 | Modulus.bit(exponent, bit);
        }
        Modulus.look(tables[block], index, factor);
        modulus.multiply(result, factor, result, columns);
      }
    }
    return result;
  }
}
