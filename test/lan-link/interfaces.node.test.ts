import { networkInterfaces } from 'node:os'
import { expect, test, vi } from 'vitest'
import { ownAddresses, ownLinkLocals } from '../../electron/lan/interfaces.ts'

vi.mock('node:os', async original => {
  const os = await original<typeof import('node:os')>()
  return { ...os, networkInterfaces: vi.fn(os.networkInterfaces) }
})

test('a system that cannot tell its addresses, being short of open files, ends nothing: they are what they were', () => {
  const told = vi.mocked(networkInterfaces)
  told.mockReturnValueOnce({
    eth0: [
      { address: '10.0.0.7', cidr: '10.0.0.7/24', netmask: '', mac: '', internal: false, family: 'IPv4' }
    ]
  })
  const before = ownAddresses()
  expect(before).toEqual([{ address: '10.0.0.7', family: 'ipv4', prefixBits: 24 }])
  const refused = Object.assign(new Error('uv_interface_addresses returned Unknown system error 24'), {
    syscall: 'uv_interface_addresses'
  })
  told.mockImplementationOnce(() => {
    throw refused
  })
  expect(ownAddresses()).toEqual(before)
  told.mockImplementationOnce(() => {
    throw refused
  })
  expect(ownLinkLocals()).toEqual([])
})
