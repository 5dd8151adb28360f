/** Hears the network's mDNS packets and says each again, some bytes changed: for tests of what listens. */
import { createSocket } from 'node:dgram'

const group = '224.0.0.251'
const port = 5353
const copies = 300

const socket = createSocket({ type: 'udp4', reuseAddr: true })
let seed = 7
const random = (below: number) => {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0
  return seed % below
}
const heard = new Set<string>()
socket.on('message', packet => {
  // its own words come back: each packet is damaged once
  if (heard.size >= 20 || heard.has(packet.toString('hex'))) return
  heard.add(packet.toString('hex'))
  for (let i = 0; i < copies; i++) {
    const damaged = Buffer.from(packet)
    for (let n = 1 + random(6); n > 0; n--) damaged[random(damaged.length)] = random(256)
    socket.send(damaged.subarray(0, random(10) === 0 ? random(damaged.length) : damaged.length), port, group)
  }
  process.stdout.write(`${heard.size}\n`)
})
socket.bind(port, () => {
  socket.addMembership(group)
  socket.setMulticastTTL(255)
})
