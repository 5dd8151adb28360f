import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { type DriveSources, listDrives } from '../../electron/carry/drives.ts'
import { removeSticks, temporaryStick } from './federations.ts'

afterEach(removeSticks)

const linux = (mounts: string, removable: string[] = []): DriveSources => ({
  platform: 'linux',
  mounts: () => Promise.resolve(mounts),
  isRemovable: device => Promise.resolve(removable.includes(device)),
  volumes: '/Volumes',
  systemRoot: '/'
})

it('finds on Linux what can be taken out, with its name and free bytes, and nothing else', async () => {
  const stick = join(temporaryStick(), 'SALT ROAD')
  mkdirSync(stick)
  const mount = stick.replace(' ', '\\040')
  const table = [
    'proc /proc proc rw 0 0',
    `/dev/sdb1 ${mount} vfat rw 0 0`,
    '/dev/sda1 / ext4 rw 0 0',
    `/dev/sdc1 ${stick}-pulled-out vfat rw 0 0`,
    ''
  ].join('\n')
  const drives = await listDrives(linux(table, ['/dev/sdb1', '/dev/sdc1']))
  expect(drives).toEqual([{ path: stick, label: 'SALT ROAD', freeBytes: expect.any(Number), bundles: [] }])
  expect(drives[0]?.freeBytes).toBeGreaterThan(0)
})

it('tells of the stick files at its top, the newest first, and of nothing else', async () => {
  const stick = temporaryStick()
  for (const name of ['old.caravan', 'NEW.CARAVAN', '.hidden.caravan', 'photo.jpg', 'x.caravan.part'])
    writeFileSync(join(stick, name), name)
  mkdirSync(join(stick, 'folder.caravan'))
  utimesSync(join(stick, 'old.caravan'), 1_000, 1_000)
  const [drive] = await listDrives(linux(`/dev/sdb1 ${stick} vfat rw 0 0`, ['/dev/sdb1']))
  expect(drive?.bundles).toEqual([
    {
      path: join(stick, 'NEW.CARAVAN'),
      name: 'NEW.CARAVAN',
      sizeBytes: 11,
      writtenAt: expect.any(Number)
    },
    { path: join(stick, 'old.caravan'), name: 'old.caravan', sizeBytes: 11, writtenAt: 1_000_000 }
  ])
})

it('finds on macOS every volume but the system, which is a link to the root', async () => {
  const volumes = temporaryStick()
  mkdirSync(join(volumes, 'SALT'))
  symlinkSync('/', join(volumes, 'Macintosh HD'))
  const drives = await listDrives({ ...linux(''), platform: 'darwin', volumes })
  expect(drives.map(({ label }) => label)).toEqual(['SALT'])
})

it('finds nothing on a system it does not know, and does not fail on this one', async () => {
  expect(await listDrives({ ...linux(''), platform: 'aix' })).toEqual([])
  for (const { path, freeBytes } of await listDrives()) {
    expect(path).toMatch(/./)
    expect(freeBytes).toBeGreaterThanOrEqual(0)
  }
})
