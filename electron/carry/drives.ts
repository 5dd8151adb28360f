import { readdir, readFile, realpath, stat, statfs } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, join, parse } from 'node:path'
import type { Drive, StickFile } from '#shared/contract.ts'

/** Where drives are looked for; tests give folders of their own. */
export interface DriveSources {
  platform: NodeJS.Platform
  /** Linux: the kernel's table of mounts, and whether a block device can be taken out */
  mounts(): Promise<string>
  isRemovable(device: string): Promise<boolean>
  /** macOS: the folder of volumes */
  volumes: string
  /** Windows: the letter of the system's own drive, such as `C:\` */
  systemRoot: string
}

export const systemDrives: DriveSources = {
  platform: process.platform,
  mounts: () => readFile('/proc/self/mounts', 'utf8'),
  async isRemovable(device) {
    const name = basename(device)
    // a partition (sdb1, mmcblk0p1) lies in the folder of its disk
    const flag = await readFile(`/sys/class/block/${name}/../removable`, 'utf8').catch(() =>
      readFile(`/sys/class/block/${name}/removable`, 'utf8').catch(() => '0')
    )
    return flag.trim() === '1'
  },
  volumes: '/Volumes',
  systemRoot: parse(homedir()).root
}

/** Sticks and cards that are plugged in now, with the bytes still free on them. A drive that goes away meanwhile is left out. */
export const listDrives = async (sources: DriveSources = systemDrives): Promise<Drive[]> => {
  const paths = await findPaths(sources)
  const drives = await Promise.all(paths.map(toDrive))
  return drives.filter(drive => drive !== null)
}

const findPaths = (sources: DriveSources): Promise<string[]> => {
  switch (sources.platform) {
    case 'linux':
      return linuxPaths(sources)
    case 'darwin':
      return macPaths(sources)
    case 'win32':
      return windowsPaths(sources)
    default:
      return Promise.resolve([])
  }
}

/** Where Linux desktops mount what a user plugs in. */
const pluggedIn = /^\/(run\/)?media\//

const linuxPaths = async (sources: DriveSources): Promise<string[]> => {
  const paths = new Set<string>()
  for (const line of (await sources.mounts()).split('\n')) {
    const [device = '', mount = ''] = line.split(' ').map(unescapeMount)
    if (mount === '') continue
    if (pluggedIn.test(mount) || (device.startsWith('/dev/') && (await sources.isRemovable(device))))
      paths.add(mount)
  }
  return [...paths]
}

/** The table of mounts writes a space, a tab, a line's end and a backslash as `\` and three octal digits. */
const unescapeMount = (field: string): string =>
  field.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))

const macPaths = async ({ volumes }: DriveSources): Promise<string[]> => {
  const names = await readdir(volumes)
  const paths: string[] = []
  for (const name of names) {
    const path = join(volumes, name)
    // the system's own disk stands here as a link to the root
    if ((await realpath(path).catch(() => '/')) !== '/') paths.push(path)
  }
  return paths
}

/** Node cannot tell a stick's letter from a second disk's: every letter but the system's is offered. */
const windowsPaths = async ({ systemRoot }: DriveSources): Promise<string[]> =>
  [...'DEFGHIJKLMNOPQRSTUVWXYZC']
    .map(letter => `${letter}:\\`)
    .filter(path => path.toUpperCase() !== systemRoot.toUpperCase())

const toDrive = async (path: string): Promise<Drive | null> => {
  try {
    const { bavail, bsize } = await statfs(path)
    const label = basename(path) || path.replace('\\', '')
    return { path, label, freeBytes: bavail * bsize, bundles: await bundlesAt(path) }
  } catch {
    // a letter without a drive, or a stick pulled out since the table was read
    return null
  }
}

/** More are not told: whoever looks for an older one chooses it by hand. */
const mostBundles = 20

const bundlesAt = async (path: string): Promise<StickFile[]> => {
  const names = (await readdir(path)).filter(name => /^[^.].*\.caravan$/i.test(name))
  const files = await Promise.all(
    names.map(async (name): Promise<StickFile[]> => {
      const file = await stat(join(path, name)).catch(() => null)
      if (!file?.isFile()) return []
      return [{ path: join(path, name), name, sizeBytes: file.size, writtenAt: Math.round(file.mtimeMs) }]
    })
  )
  return files
    .flat()
    .sort((a, b) => b.writtenAt - a.writtenAt || (a.name < b.name ? -1 : 1))
    .slice(0, mostBundles)
}
