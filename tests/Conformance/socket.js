// A WebSocket client in as few lines as the tests need: Node.js 20 has none. The frames of a server are not masked.
import { randomBytes } from 'node:crypto';
import { get } from 'node:http';

/** Connects to a WebSocket; `next()` gives its messages as JSON, one after the other, and undefined when it is closed. */
export function open(address) {
  const headers = {
    connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': 13, 'sec-websocket-key': randomBytes(16).toString('base64'),
  };
  return new Promise((resolve, reject) => {
    get(address.replace(/^ws/, 'http'), { headers }, response => reject(new Error(`Refused with status ${response.statusCode}.`)))
      .once('error', reject)
      .once('upgrade', (_, socket, head) => {
        const messages = readMessages(socket, head);
        resolve({
          next: async () => (await messages.next()).value,
          ping: () => socket.write(frame('{"message":"ping"}')),
          close: () => socket.destroy(),
        });
      });
  });
}

async function* readMessages(socket, head) {
  let bytes = head;
  for await (const more of socket) {
    bytes = Buffer.concat([bytes, more]);
    for (let parsed = parse(bytes); parsed; parsed = parse(bytes)) {
      bytes = parsed.rest;
      if (parsed.opcode === 8) return;
      yield JSON.parse(parsed.payload.toString('utf8'));
    }
  }
}

/** The first frame of the bytes; undefined until it is whole. */
function parse(bytes) {
  if (bytes.length < 4) return undefined;
  const short = bytes[1] & 0x7f;
  const start = short < 126 ? 2 : 4;
  const end = start + (short < 126 ? short : bytes.readUInt16BE(2));
  return bytes.length < end ? undefined : { opcode: bytes[0] & 0x0f, payload: bytes.subarray(start, end), rest: bytes.subarray(end) };
}

/** A text frame of a client, masked with zeros. */
const frame = text => Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
