package io.privnet.meeting.sdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AndGateTest {
  @Property(tries = 60)
  void ciphertexts_areHomomorphicAndDecrypt(
      @ForAll @IntRange(min = 1, max = 6) int parties,
      @ForAll boolean a,
      @ForAll boolean b,
      @ForAll long seed) {
    Circle circle = new Circle(parties, seed);
    Ciphertext ea = circle.encrypt(a);
    Ciphertext eb = circle.encrypt(b);
    assertThat(circle.read(ea)).isEqualTo(a);
    assertThat(circle.read(ea.xor(eb))).isEqualTo(a ^ b);
    assertThat(circle.read(ea.not())).isEqualTo(!a);
    assertThat(circle.read(circle.joint.open(a).xor(eb))).isEqualTo(a ^ b);
    assertThat(ea.decrypt(circle.witnesses(ea))).isEqualTo(a);
    assertThat(circle.encrypt(a)).isNotEqualTo(ea);
  }

  @Property(tries = 150)
  void gate_isAnd(
      @ForAll @IntRange(min = 2, max = 6) int parties,
      @ForAll boolean u,
      @ForAll boolean v,
      @ForAll long seed) {
    Circle circle = new Circle(parties, seed);
    assertThat(circle.read(circle.and(circle.encrypt(u), circle.encrypt(v)))).isEqualTo(u & v);
  }

  /** The default encryption [1, ±1] may come out of a gate and go into the next. */
  @Property(tries = 20)
  void gatesOfGatesAndOfOpenBits_areAnd(
      @ForAll boolean u, @ForAll boolean v, @ForAll boolean w, @ForAll long seed) {
    Circle circle = new Circle(3, seed);
    Ciphertext both = circle.and(circle.joint.open(u), circle.encrypt(v));
    assertThat(circle.read(circle.and(both, circle.encrypt(w)))).isEqualTo(u & v & w);
  }

  /** In place of exactly 1 or −1 anything else is refused; a missing witness leaves a mask. */
  @Test
  void wrongOrMissingWitness_isRefused() {
    Circle circle = new Circle(3, 7);
    Ciphertext e = circle.encrypt(true);
    List<Residue> witnesses = new ArrayList<>(circle.witnesses(e));
    Residue right = witnesses.set(1, witnesses.get(1).times(circle.setup.generator()));
    assertThatThrownBy(() -> e.decrypt(witnesses))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("leave no bit");
    witnesses.remove(1);
    assertThatThrownBy(() -> e.decrypt(witnesses)).isInstanceOf(IllegalArgumentException.class);
    witnesses.add(right);
    assertThat(e.decrypt(witnesses)).isTrue();
  }
}
