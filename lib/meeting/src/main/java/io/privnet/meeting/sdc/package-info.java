/**
 * The cryptography of Franklin and Haber's joint encryption ("Joint encryption and
 * message-efficient secure computation", Journal of Cryptology 9, 1996) as far as private meetings
 * need it (paper §3.2): setups, keys, ciphertexts, and the gate that computes AND of encrypted
 * bits. Values in, values out; who sends them to whom is said by the protocol {@code sdc}.
 *
 * <p><b>What it protects, and against whom.</b> Parties that follow the rules and pool what they
 * see learn nothing of the bits of the others, as long as one party is not among them, nobody knows
 * the factors of N, and ElGamal encryption modulo N is secure; whether this variant is, the paper
 * calls open (§3.4). Against parties that break the rules nothing is promised.
 *
 * <p>Secret exponents are used in constant time; they are not wiped from memory, which Java cannot
 * promise, but are held by objects that last for one negotiation.
 */
package io.privnet.meeting.sdc;
