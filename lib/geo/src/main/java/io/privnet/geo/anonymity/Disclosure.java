package io.privnet.geo.anonymity;

import io.privnet.geo.Scheme;
import io.privnet.geo.trace.Trace;
import java.util.Arrays;

/**
 * How exactly reports give away where trips begin and end. An origin is disclosed by the smallest
 * cell sent during the trip that contains it, whenever that was; so by the first report as a rule,
 * but not if the vehicle is silent until it is elsewhere. The same holds for a destination.
 *
 * <p>This is what reports say by themselves. Somebody who knows the roads and sees where a vehicle
 * begins to report can guess more.
 */
public final class Disclosure {
  private final Trips trips;
  private final Scheme scheme;
  private final long[] origins;
  private final long[] destinations;
  private final byte[] originBits;
  private final byte[] destinationBits;

  /** Begins with nothing disclosed. */
  public Disclosure(Trips trips, Scheme scheme) {
    this.trips = trips;
    this.scheme = scheme;
    origins = new long[trips.count()];
    destinations = new long[trips.count()];
    Trace trace = trips.trace();
    for (int trip = 0; trip < trips.count(); trip++) {
      int first = trips.origin(trip);
      int last = trips.destination(trip);
      origins[trip] = scheme.bits(trace.latitude(first), trace.longitude(first));
      destinations[trip] = scheme.bits(trace.latitude(last), trace.longitude(last));
    }
    originBits = new byte[trips.count()];
    destinationBits = new byte[trips.count()];
    Arrays.fill(originBits, (byte) -1);
    Arrays.fill(destinationBits, (byte) -1);
  }

  /** Takes the reports of a step. */
  public void see(Reporting step) {
    for (int i = 0; i < step.size(); i++) {
      int length = step.length(i);
      int trip = trips.tripOf(step.row(i));
      if (length > originBits[trip] && shares(step.code(i), origins[trip], length)) {
        originBits[trip] = (byte) length;
      }
      if (length > destinationBits[trip] && shares(step.code(i), destinations[trip], length)) {
        destinationBits[trip] = (byte) length;
      }
    }
  }

  private static boolean shares(long one, long other, int length) {
    return Long.numberOfLeadingZeros(one ^ other) >= length;
  }

  /** Returns how the origins are disclosed so far. */
  public Ends origins() {
    return new Ends(sizes(origins, originBits));
  }

  /** Returns how the destinations are disclosed so far. */
  public Ends destinations() {
    return new Ends(sizes(destinations, destinationBits));
  }

  private double[] sizes(long[] codes, byte[] bits) {
    double[] sizes = new double[codes.length];
    for (int trip = 0; trip < sizes.length; trip++) {
      sizes[trip] =
          bits[trip] < 0
              ? Double.POSITIVE_INFINITY
              : Utility.sizeMetres(scheme, codes[trip], bits[trip]);
    }
    Arrays.sort(sizes);
    return sizes;
  }

  /** The cells that the origins or the destinations of all trips are disclosed in. */
  public static final class Ends {
    private final double[] sizes;

    private Ends(double[] sizes) {
      this.sizes = sizes;
    }

    /** How many trips there are. */
    public int trips() {
      return sizes.length;
    }

    /** Returns how many are disclosed in a cell of at most this size in metres. */
    public int within(double metres) {
      int count = 0;
      while (count < sizes.length && sizes[count] <= metres) {
        count++;
      }
      return count;
    }

    /** How many are not disclosed at all. */
    public int never() {
      return sizes.length - within(Double.MAX_VALUE);
    }

    /**
     * The median size of all trips in metres, that is the lower of the two in the middle; infinite
     * if more than half are not disclosed, NaN if there is no trip.
     */
    public double medianMetres() {
      return sizes.length == 0 ? Double.NaN : sizes[(sizes.length - 1) / 2];
    }
  }
}
