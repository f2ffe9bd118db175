package io.privnet.meeting.sdc;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a party computes for one ciphertext, free and busy, and the same by the JDK's powers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JointKeyBenchmark {
  @Param({"1024", "2048", "3072"})
  private int modulusBits;

  private final SecureRandom random = new SecureRandom();
  private SecretKey key;
  private JointKey joint;
  private Ciphertext ciphertext;
  private BigInteger n;
  private BigInteger g;
  private BigInteger h;
  private BigInteger exponent;

  @Setup
  public void prepare() {
    PublicSetup setup = PublicSetup.ready(modulusBits);
    key = SecretKey.generate(setup, random);
    joint = new JointKey(setup, List.of(key.publicKey()));
    ciphertext = joint.encrypt(true, random);
    n = setup.modulus().value();
    g = setup.generator().value();
    h = key.publicKey().value();
    exponent = new BigInteger(setup.modulus().exponentBits(), random);
  }

  @Benchmark
  public Ciphertext encryptFree() {
    return joint.encrypt(true, random);
  }

  @Benchmark
  public Ciphertext encryptBusy() {
    return joint.encrypt(false, random);
  }

  /** Two powers in a time that depends on the exponent. */
  @Benchmark
  public BigInteger encryptByBigInteger() {
    return g.modPow(exponent, n).add(h.modPow(exponent, n));
  }

  @Benchmark
  public Residue witness() {
    return key.witness(ciphertext);
  }

  /** One power in a time that depends on the exponent. */
  @Benchmark
  public BigInteger witnessByBigInteger() {
    return h.modPow(exponent, n);
  }
}
