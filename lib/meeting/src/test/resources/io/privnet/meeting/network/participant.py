"""A participant of protocol xor, written from WIRE.md alone.

usage: participant.py TICKET NAME BITS

TICKET is a file with a ticket. It has to be the last to join, since it takes no calls, and it always
accepts. BITS has a 1 for each slot at which it is free. It prints the common slot, or None.
"""
import base64, datetime, hashlib, json, queue, random, secrets, socket, ssl, struct, sys, tempfile, threading
from urllib.parse import parse_qsl, quote_plus, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

PATIENCE = 60  # seconds, only so that nothing hangs


# Keys

def raw(public_key):
    return public_key.public_bytes(Encoding.Raw, PublicFormat.Raw)

def sha256_of_key(key):
    return hashlib.sha256(bytes.fromhex('302a300506032b6570032100') + key).digest()

def fingerprint(key):
    return 'SHA256:' + base64.urlsafe_b64encode(sha256_of_key(key)).decode().rstrip('=')

def certificate(key):
    """A file with the key and a certificate that it signs itself."""
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, 'participant')])
    day = datetime.timedelta(days=1)
    now = datetime.datetime.now(datetime.timezone.utc)
    signed = (x509.CertificateBuilder().subject_name(name).issuer_name(name).serial_number(1)
              .public_key(key.public_key()).not_valid_before(now - day).not_valid_after(now + day)
              .sign(key, None))
    file = tempfile.NamedTemporaryFile(suffix='.pem')
    file.write(signed.public_bytes(Encoding.PEM)
               + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    file.flush()
    return file


# Connections and frames

def exactly(connection, count):
    data = b''
    while len(data) < count:
        more = connection.recv(count - len(data))
        if not more:
            raise EOFError('the connection was cut')
        data += more
    return data

def dial(host, port, expected, identity, hello):
    """A connection to the party with the expected fingerprint, and that party's key."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # the key is checked, and nothing else
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.set_alpn_protocols(['privnet-meeting/1'])
    context.load_cert_chain(identity)
    connection = context.wrap_socket(socket.create_connection((host, port)))
    key = raw(x509.load_der_x509_certificate(connection.getpeercert(True)).public_key())
    assert fingerprint(key) == expected, 'somebody else listens there'
    text = '&'.join(name + '=' + quote_plus(value) for name, value in hello).encode()
    connection.sendall(struct.pack('>I', len(text)) + text)
    welcome, length = struct.unpack('>BI', exactly(connection, 5))
    answer = exactly(connection, length)
    assert welcome == 1, answer.decode()
    return connection, key

def statement(number, body):
    return b'privnet-meeting-1 frame\0' + struct.pack('>I', number) + body

class Peer:
    """A connection to another party; what it says goes to the inbox, None at its end."""

    def __init__(self, name, connection, key, inbox):
        self.name, self.connection, self.inbox, self.sent = name, connection, inbox, 0
        self.key = Ed25519PublicKey.from_public_bytes(key)
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        try:
            expected, body = 0, None
            while body != b'':
                length, number = struct.unpack('>II', exactly(self.connection, 8))
                assert length <= 4194304 and number == expected
                body = exactly(self.connection, length)
                self.key.verify(exactly(self.connection, 64), statement(number, body))
                expected += 1
                self.inbox.put((self.name, json.loads(body) if body else None))
        except Exception as failure:
            self.inbox.put((self.name, failure))

    def send(self, key, body):
        self.connection.sendall(struct.pack('>II', len(body), self.sent) + body
                                + key.sign(statement(self.sent, body)))
        self.sent += 1


# Messages

def dump(value):
    return json.dumps(value, ensure_ascii=False, separators=(',', ':'))

def item(data):
    return struct.pack('>I', len(data)) + data

class Participant:
    def __init__(self, ticket, name):
        uri = urlsplit(ticket)
        assert uri.scheme == 'privnet' and uri.path == '/meeting-1'
        self.ticket = dict(parse_qsl(uri.query))
        self.name, self.key = name, Ed25519PrivateKey.generate()
        self.identity = certificate(self.key)
        self.inbox, self.early, self.peers = queue.Queue(), [], {}
        self.nonce = secrets.token_hex(16)
        hello = [('secret', self.ticket['secret']), ('name', name), ('nonce', self.nonce),
                 ('address', '127.0.0.1:1')]  # nobody is left to dial it
        self.connect(self.ticket['initiator'], uri.hostname, uri.port, self.ticket['key'], hello)

    def connect(self, name, host, port, expected, hello):
        connection, key = dial(host, port, expected, self.identity.name, hello)
        self.peers[name] = Peer(name, connection, key, self.inbox)

    def broadcast(self, performative, label, content):
        for name in self.peers:
            self.send(name, performative, label, content)

    def send(self, to, performative, label, content):
        text = dump({'performative': performative, 'sender': self.name, 'receiver': to,
                     'in-reply-to': label, 'language': 'json', 'ontology': 'privnet-meeting-1',
                     'content': content})
        length = lambda party: len(dump(party).encode()) - 2
        longest = max(map(length, self.invitation['parties']))
        self.peers[to].send(
            self.key, (text + ' ' * (2 * longest - length(self.name) - length(to))).encode())

    def receive(self, fits):
        """The next content for which fits(sender, label, content); others are kept for later."""
        for i, early in enumerate(self.early):
            if fits(*early):
                return self.early.pop(i)[2]
        while True:
            sender, message = self.inbox.get(timeout=PATIENCE)
            if isinstance(message, Exception):
                raise message
            heard = (sender, None, None)
            if message is not None:
                assert message['sender'] == sender and message['receiver'] == self.name
                label = message.get('in-reply-to') or message.get('reply-with')
                heard = (sender, label, message['content'])
                assert message['content']['kind'] not in ('failure', 'stalled', 'evidence'), message
            if fits(*heard):
                return heard[2]
            self.early.append(heard)

    def from_each(self, parties, kind, label):
        return {party: self.receive(lambda sender, cited, content: sender == party and content
                                    and content['kind'] == kind and cited == label)
                for party in parties}

    # The phases

    def accept(self):
        """Until all have replied; the label of the session."""
        invitation = self.receive(lambda sender, label, content: content['kind'] == 'invitation')
        self.invitation, self.parties = invitation, invitation['parties']
        label = hashlib.sha256(dump(invitation).encode()).hexdigest()
        keys = [base64.b64decode(key) for key in invitation['keys']]
        assert invitation['nonce'] == self.ticket['nonce'] and invitation['protocol'] == 'xor'
        assert self.parties[-1] == self.name and keys[-1] == raw(self.key.public_key())
        assert invitation['joined'][-1] == self.nonce and 'grid' not in invitation
        for i in range(1, len(self.parties) - 1):
            host, port = invitation['addresses'][i].rsplit(':', 1)
            self.connect(self.parties[i], host.strip('[]'), int(port), fingerprint(keys[i]),
                         [('meeting', invitation['nonce']), ('name', self.name)])
        own = {'kind': 'reply', 'accept': True, 'nonce': secrets.token_hex(16)}
        self.broadcast('tell', label, own)
        replies = self.from_each(self.parties[1:-1], 'reply', label)
        assert all(reply['accept'] for reply in replies.values())
        replies[self.name] = own
        text = item(b'privnet-meeting-1 session') + item(label.encode()) + item(b'')
        text += b''.join(map(item, sorted(map(sha256_of_key, keys))))
        text += b''.join(item(dump(replies[name]).encode()) for name in self.parties[1:])
        return hashlib.sha256(text).hexdigest()

    def is_common(self, session, slot, free):
        n, self_at = len(self.parties), self.parties.index(self.name)
        mask = secrets.randbelow(2)

        def masked(left, bit):
            """Sends it on, unless nobody is left."""
            left = left[:self_at] + '0' + left[self_at + 1:]
            content = {'kind': 'bit', 'slot': slot, 'left': left, 'bit': bit ^ mask}
            if '1' not in left:
                return [content]
            to = random.SystemRandom().choice([i for i in range(n) if left[i] == '1'])
            self.send(self.parties[to], 'tell', session, content)
            return []

        kept, seen, number = masked('1' * n, free), [], 1
        while number < n or len(seen) < n:
            bit = self.receive(lambda sender, label, content: content and label == session
                               and content['kind'] == 'bit' and content['slot'] == slot)
            if '1' in bit['left']:
                assert bit['left'][self_at] == '1'
                kept += masked(bit['left'], bit['bit'])
                number += 1
                if number == n:
                    random.SystemRandom().shuffle(kept)
                    for protected in kept:
                        self.broadcast('tell', session, protected)
                        seen.append(protected['bit'])
            else:
                seen.append(bit['bit'])
        return free == 1 and len(set(seen)) == 1

    def negotiate(self, bits):
        session = self.accept()
        slots = range(self.invitation['first'], self.invitation['slots'])
        found = next((slot for slot in slots if self.is_common(session, slot, int(bits[slot]))), None)
        others = self.parties[:-1]
        if found is not None:
            self.broadcast('tell', session, {'kind': 'result', 'slot': found})
            results = self.from_each(others, 'result', session)
            assert all(result['slot'] == found for result in results.values())
        for peer in self.peers.values():
            peer.send(self.key, b'')
        for party in others:
            self.receive(lambda sender, label, content: sender == party and content is None)
        return found


if __name__ == '__main__':
    with open(sys.argv[1]) as file:
        print(Participant(file.read().strip(), sys.argv[2]).negotiate(sys.argv[3]))
