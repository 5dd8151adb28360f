import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { launchApp } from '../electron/launch.ts'
import { whyNoNamespaces } from '../lan/namespaces.ts'

const ip = (...args: string[]) => execFileSync('ip', args, { stdio: 'pipe' })
const missing = whyNoNamespaces()
const namespace = `chumak-${randomBytes(3).toString('hex')}`
const address = '10.84.0.1'

test.beforeAll(() => {
  test.skip(missing !== null, `no network namespaces here: ${missing}`)
  ip('netns', 'add', namespace)
  ip('-n', namespace, 'link', 'set', 'lo', 'up')
  ip('-n', namespace, 'link', 'add', 'eth0', 'type', 'veth', 'peer', 'name', 'eth1')
  ip('-n', namespace, 'addr', 'add', `${address}/24`, 'dev', 'eth0')
  ip('-n', namespace, 'link', 'set', 'eth0', 'up')
  ip('-n', namespace, 'link', 'set', 'eth1', 'up')
})
test.afterAll(() => {
  if (missing === null) ip('netns', 'del', namespace)
})

test('on a network without a gateway the page still offers its address for live links', async () => {
  const device = await launchApp({ within: ['ip', 'netns', 'exec', namespace] })
  const offered = await device.page.evaluate(async () => {
    const connection = new RTCPeerConnection({ iceServers: [] })
    connection.createDataChannel('probe')
    const found: (string | null)[] = []
    const gathered = new Promise<void>(resolve => {
      connection.onicecandidate = ({ candidate }) => {
        if (candidate) found.push(candidate.address)
        else resolve()
      }
    })
    await connection.setLocalDescription(await connection.createOffer())
    await gathered
    connection.close()
    return found
  })
  expect(offered).toContain(address)
  expect(offered.filter(found => found?.endsWith('.local'))).toEqual([])
  await device.close()
})
