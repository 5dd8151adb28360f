// Lets the test tool steer an Electron that runs in another network namespace. The tool reads debugging
// addresses on 127.0.0.1 from the app's stderr and connects to them, but the namespace has a loopback of
// its own. So for each address a listener with the same port is opened here; what it hears goes through a
// Unix socket, which namespaces share, to a relay inside.
//
// As a program: namespace-tunnel.mjs OUTER SOCKET PREFIX… -- COMMAND ARGS…   (PREFIX: `ip netns exec NAME`)
//               namespace-tunnel.mjs INNER SOCKET                            (started by itself, inside)
import { spawn } from 'node:child_process'
import { connect, createServer } from 'node:net'

const loopback = '127.0.0.1'
const [role, socketPath, ...rest] = process.argv.slice(2)
if (role === 'INNER') relay()
else await outer()

/** Each connection begins with two bytes: the port it is meant for. */
function relay() {
  const server = createServer(from => {
    from.once('data', head => {
      const to = connect(head.readUInt16BE(0), loopback)
      to.write(head.subarray(2))
      join(from, to)
    })
  })
  server.listen(socketPath, () => process.stdout.write('ready\n'))
  // The outer end holds this pipe; when it is gone, so is the need.
  process.stdin.on('end', () => process.exit(0)).resume()
}

async function outer() {
  const split = rest.indexOf('--')
  const within = args => [...rest.slice(0, split), ...args]
  const [ip, ...relayArgs] = within([process.execPath, import.meta.filename, 'INNER', socketPath])
  const inner = spawn(ip, relayArgs, { stdio: ['pipe', 'pipe', 'inherit'] })
  await new Promise(resolve => inner.stdout.once('data', resolve))

  const [command, ...args] = within(rest.slice(split + 1))
  const app = spawn(command, args, { stdio: ['inherit', 'inherit', 'pipe'] })
  const opened = new Map()
  let pending = Promise.resolve()
  app.stderr.on('data', data => {
    const text = data.toString()
    const ports = [...text.matchAll(/ws:\/\/127\.0\.0\.1:(\d+)\//g)].map(match => Number(match[1]))
    // The listener must stand before the tool reads the address.
    pending = pending
      .then(() => Promise.all(ports.map(port => opened.get(port) ?? open(port, opened))))
      .then(() => process.stderr.write(text))
  })
  app.once('exit', code => process.exit(code ?? 1))
}

function open(port, opened) {
  const server = createServer(from => {
    const to = connect(socketPath)
    const head = Buffer.alloc(2)
    head.writeUInt16BE(port)
    to.write(head)
    join(from, to)
  })
  const listening = new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, loopback, resolve)
  })
  opened.set(port, listening)
  return listening
}

function join(a, b) {
  a.pipe(b).pipe(a)
  // Either end may vanish when the app is killed; then the other goes too.
  a.on('error', () => b.destroy())
  b.on('error', () => a.destroy())
}
