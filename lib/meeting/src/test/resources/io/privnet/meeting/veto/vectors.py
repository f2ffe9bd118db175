#!/usr/bin/env python3
"""Writes vectors.properties: rounds 1 and 2 of veto, computed without any of the project's code.

Everything is drawn from SHA-512 of a counter, so that the file is always the same. Python's own
integers, no library: a second implementation to compare with, not one to use.

    python3 vectors.py > vectors.properties
"""
import hashlib

P = 0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
A = P - 3
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)


# --- the group; None is the identity ---------------------------------------------------------


def add(p, q):
    if p is None:
        return q
    if q is None:
        return p
    if p[0] == q[0]:
        if (p[1] + q[1]) % P == 0:
            return None
        slope = (3 * p[0] * p[0] + A) * pow(2 * p[1], -1, P) % P
    else:
        slope = (q[1] - p[1]) * pow(q[0] - p[0], -1, P) % P
    x = (slope * slope - p[0] - q[0]) % P
    return x, (slope * (p[0] - x) - p[1]) % P


def times(k, p):
    k %= ORDER
    total = None
    while k:
        if k & 1:
            total = add(total, p)
        p = add(p, p)
        k >>= 1
    return total


def total(points):
    result = None
    for point in points:
        result = add(result, point)
    return result


def point_bytes(p):
    return bytes(33) if p is None else bytes([2 + (p[1] & 1)]) + p[0].to_bytes(32, "big")


def scalar_bytes(k):
    return k.to_bytes(32, "big")


# --- hash to curve, RFC 9380 -----------------------------------------------------------------


def expand(message, domain, length):
    """expand_message_xmd with SHA-256 (section 5.3.1)."""
    domain += bytes([len(domain)])
    b0 = hashlib.sha256(bytes(64) + message + length.to_bytes(2, "big") + b"\0" + domain).digest()
    block = hashlib.sha256(b0 + b"\1" + domain).digest()
    out = block
    for i in range(2, -(-length // 32) + 1):
        mixed = bytes(x ^ y for x, y in zip(b0, block))
        block = hashlib.sha256(mixed + bytes([i]) + domain).digest()
        out += block
    return out[:length]


def map_to_curve(u):
    """Simplified SWU (section 6.6.2), Z = -10."""
    z = P - 10
    tv = (z * z * pow(u, 4, P) + z * u * u) % P
    x = -B * pow(A, -1, P) * (1 + pow(tv, -1, P)) if tv else B * pow(z * A, -1, P)
    x %= P
    square = (x**3 + A * x + B) % P
    if pow(square, (P - 1) // 2, P) not in (0, 1):
        x = z * u * u * x % P
        square = (x**3 + A * x + B) % P
    y = pow(square, (P + 1) // 4, P)
    return x, y if y & 1 == u & 1 else P - y


def hash_to_curve(message, domain):
    wide = expand(message, domain, 96)
    return total(map_to_curve(int.from_bytes(wide[i : i + 48], "big") % P) for i in (0, 48))


H = hash_to_curve(b"H", b"privnet-veto-V01-with-P256_XMD:SHA-256_SSWU_RO_")


# --- the two rounds --------------------------------------------------------------------------


def prefixed(*parts):
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def challenge(kind, session, fingerprint, slot, *parts):
    parts = (b"privnet-veto", b"1", kind.encode(), session.encode(), fingerprint.encode()) + (
        slot.to_bytes(4, "big"),
        point_bytes(G),
        point_bytes(H),
        *parts,
    )
    return int.from_bytes(hashlib.sha512(prefixed(*parts)).digest(), "big") % ORDER


COUNTER = 0


def draw():
    global COUNTER
    COUNTER += 1
    seed = b"privnet veto vectors" + COUNTER.to_bytes(4, "big")
    return int.from_bytes(hashlib.sha512(seed).digest(), "big") % (ORDER - 1) + 1


class Party:
    def __init__(self, session, number, free):
        self.session = session
        self.fingerprint = "SHA256:" + str(number) * 43
        self.ballots = [[0 if f else draw(), draw(), draw()] for f in free]

    def commit(self):
        self.com = [add(times(v, G), times(r, H)) for v, r, _ in self.ballots]
        self.q = [times(rho, H) for _, _, rho in self.ballots]
        a, b, c = draw(), draw(), draw()
        proof = point_bytes(add(times(a, G), times(b, H))) + point_bytes(times(c, H))
        points = [point_bytes(p) for pair in zip(self.com, self.q) for p in pair]
        e = challenge(
            "commitments",
            self.session,
            self.fingerprint,
            len(self.ballots),
            *points,
            proof[:33],
            proof[33:],
        )
        z = [a, b, c]
        for k, ballot in enumerate(self.ballots, 1):
            z = [(x + pow(e, k, ORDER) * y) % ORDER for x, y in zip(z, ballot)]
        self.commitments = b"".join(points) + proof + b"".join(map(scalar_bytes, z))

    def share(self, view, slot, c_sum, q_sum):
        v, r, rho = self.ballots[slot]
        s = add(times(rho, c_sum), times(-r, q_sum))
        a, b, c = draw(), draw(), draw()
        t = [
            add(times(a, G), times(b, H)),
            times(c, H),
            add(times(c, c_sum), times(-b, q_sum)),
        ]
        e = challenge(
            "share",
            self.session,
            self.fingerprint,
            slot,
            point_bytes(self.com[slot]),
            point_bytes(self.q[slot]),
            *map(point_bytes, t),
            view,
            point_bytes(c_sum),
            point_bytes(q_sum),
            point_bytes(s),
        )
        z = [(a + e * v) % ORDER, (b + e * r) % ORDER, (c + e * rho) % ORDER]
        return s, b"".join(map(point_bytes, [s, *t])) + b"".join(map(scalar_bytes, z))


def write(name, parties):
    slots = len(parties[0].ballots)
    view = hashlib.sha256(
        prefixed(*(x for p in parties for x in (p.fingerprint.encode(), p.commitments)))
    ).digest()
    print(f"\n{name}.session = {parties[0].session}")
    print(f"{name}.parties = {len(parties)}")
    print(f"{name}.slots = {slots}")
    print(f"{name}.view = {view.hex()}")
    for i, party in enumerate(parties):
        print(f"{name}.{i}.fingerprint = {party.fingerprint}")
        for k, (v, r, rho) in enumerate(party.ballots):
            print(f"{name}.{i}.{k}.v = {v:064x}")
            print(f"{name}.{i}.{k}.r = {r:064x}")
            print(f"{name}.{i}.{k}.rho = {rho:064x}")
        print(f"{name}.{i}.commitments = {party.commitments.hex()}")
    for k in range(slots):
        c_sum = total(p.com[k] for p in parties)
        q_sum = total(p.q[k] for p in parties)
        made = [p.share(view, k, c_sum, q_sum) for p in parties]
        for i, (_, share) in enumerate(made):
            print(f"{name}.{i}.{k}.share = {share.hex()}")
        print(f"{name}.{k}.free = {str(total(s for s, _ in made) is None).lower()}")


print("# Rounds 1 and 2 of veto, with all secrets. Written by vectors.py.")
print(f"g = {point_bytes(G).hex()}")
print(f"h = {point_bytes(H).hex()}")

SESSION = hashlib.sha256(b"privnet veto vectors").hexdigest()
# Slots: all free, one busy, all busy.
three = [
    Party(SESSION, 1, [True, True, False]),
    Party(SESSION, 2, [True, False, False]),
    Party(SESSION, 3, [True, True, False]),
]
for party in three:
    party.commit()
write("three", three)

# The second knows the secrets of the first, and makes its share the identity: r2 and v2 such that
# C = r1 / rho1 · Q.
first = Party(SESSION, 1, [True])
second = Party(SESSION, 2, [True])
_, r1, rho1 = first.ballots[0]
rho2 = second.ballots[0][2]
second.ballots[0] = [0, (r1 * pow(rho1, -1, ORDER) * (rho1 + rho2) - r1) % ORDER, rho2]
first.commit()
second.commit()
write("identity", [first, second])
