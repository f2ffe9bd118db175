package io.privnet.geo.index;

/** A rectangle across the antimeridian. */
record TwoBoxes(Box western, Box eastern) implements Target {

  @Override
  public long first() {
    return least(western.first(), eastern.first());
  }

  @Override
  public long last() {
    return least(western.last(), eastern.last()) == western.last()
        ? eastern.last()
        : western.last();
  }

  @Override
  public long next(long code) {
    if (Long.compareUnsigned(code, western.last()) > 0) {
      return eastern.next(code);
    }
    if (Long.compareUnsigned(code, eastern.last()) > 0) {
      return western.next(code);
    }
    return least(western.next(code), eastern.next(code));
  }

  private static long least(long a, long b) {
    return Long.compareUnsigned(a, b) < 0 ? a : b;
  }

  @Override
  public int select(Leaf leaf, int[] found) {
    int count = 0;
    for (int i = 0; i < leaf.size; i++) {
      long lo = leaf.bits[i];
      long hi = leaf.hi(i);
      found[count] = leaf.vehicles[i];
      count += western.meets(lo, hi) || eastern.meets(lo, hi) ? 1 : 0;
    }
    return count;
  }

  @Override
  public long comparisons() {
    return western.comparisons() + eastern.comparisons();
  }
}
