import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** What a process did to its files, in order, as edge.c notes it. */
export interface Step {
  name: 'open' | 'close' | 'write' | 'sync' | 'cut' | 'rename' | 'unlink' | 'mkdir' | 'told'
  a: number
  b: number
  bytes: Buffer
}

export const readJournal = (path: string): Step[] => {
  const all = readFileSync(path)
  const steps: Step[] = []
  for (let at = 0; at < all.length; ) {
    const end = all.indexOf(10, at)
    const [name, a, b, length] = all.subarray(at, end).toString('latin1').split(' ')
    at = end + 1 + Number(length)
    const bytes = all.subarray(end + 1, at)
    steps.push({ name: name as Step['name'], a: Number(a), b: Number(b), bytes })
  }
  return steps
}

/** What of the writes that were not synced is there after the power came back. */
export interface Luck {
  /** of so many renames, removals and new names of a folder, which stand in order, the first few */
  names(count: number): number
  /** whether this part of a write is there */
  sector(): boolean
}
/** All of it, as after the end of the process alone; no byte; the names without the bytes. */
export const everything: Luck = { names: count => count, sector: () => true }
export const nothing: Luck = { names: () => 0, sector: () => false }
export const namesAlone: Luck = { names: count => count, sector: () => false }

const sectorBytes = 512

type Change = { at: number; bytes: Buffer } | { length: number }

/** Bytes that grow without being copied each time. */
class Content {
  constructor(
    private held: Buffer,
    private length = held.length
  ) {}

  do(change: Change): void {
    if ('length' in change) {
      if (change.length > this.length) this.growTo(change.length)
      // what lay beyond must not come back
      else this.held.fill(0, change.length)
      this.length = change.length
      return
    }
    const end = change.at + change.bytes.length
    if (end > this.length) this.growTo(end)
    change.bytes.copy(this.held, change.at)
  }
  copy(): Content {
    return new Content(Buffer.from(this.bytes()))
  }
  bytes(): Buffer {
    return this.held.subarray(0, this.length)
  }

  private growTo(length: number): void {
    if (length > this.held.length) {
      const grown = Buffer.alloc(2 * length)
      this.held.copy(grown)
      this.held = grown
    }
    this.length = length
  }
}

class FileOnDisk {
  private waiting: Change[] = []
  private readonly synced: Content
  /** `held` becomes its own */
  constructor(held: Buffer = Buffer.alloc(0)) {
    this.synced = new Content(held)
  }

  change(change: Change): void {
    this.waiting.push(change)
  }
  sync(): void {
    for (const change of this.waiting.splice(0)) this.synced.do(change)
  }
  after(luck: Luck): Buffer {
    const content = this.synced.copy()
    for (const change of this.waiting)
      for (const part of 'length' in change ? [change] : sectorsOf(change))
        if (luck.sector()) content.do(part)
    return content.bytes()
  }
}

/** Sectors of the disk, not of the write. */
function* sectorsOf({ at, bytes }: { at: number; bytes: Buffer }): Generator<Change, void, void> {
  for (let from = 0; from < bytes.length; ) {
    const to = Math.min(bytes.length, from + sectorBytes - ((at + from) % sectorBytes))
    yield { at: at + from, bytes: bytes.subarray(from, to) }
    from = to
  }
}

type Node = FileOnDisk | Folder
type Naming = [string, Node | null][]

class Folder {
  readonly names: Map<string, Node>
  private waiting: Naming[] = []
  constructor(private readonly synced: Map<string, Node> = new Map()) {
    this.names = new Map(synced)
  }

  /** Together or not at all; null takes a name away. */
  name(naming: Naming): void {
    this.waiting.push(naming)
    apply(this.names, naming)
  }
  sync(): void {
    for (const naming of this.waiting.splice(0)) apply(this.synced, naming)
  }
  after(luck: Luck): Map<string, Node> {
    const names = new Map(this.synced)
    for (const naming of this.waiting.slice(0, luck.names(this.waiting.length))) apply(names, naming)
    return names
  }
}

const apply = (names: Map<string, Node>, naming: Naming): void => {
  for (const [name, node] of naming)
    if (node) names.set(name, node)
    else names.delete(name)
}

/**
 * A disk that keeps what was synced and nothing else for certain: the bytes of a file by the sync of the
 * file, its name by the sync of its folder. Begins with what lies in a folder, all of it synced.
 */
export class Disk {
  private readonly root: Folder
  private readonly open = new Map<number, Node>()

  /** `from` is what lies there; `as` is where the process saw it */
  constructor(
    from: string,
    private readonly as: string
  ) {
    this.root = held(from) as Folder
  }

  do({ name, a, b, bytes }: Step): void {
    const path = bytes.toString('utf8')
    switch (name) {
      case 'told':
        return
      case 'open': {
        if (b === 1) this.folderOf(path).name([[basename(path), new FileOnDisk()]])
        const node = this.find(path)
        if (b === 2) (node as FileOnDisk).change({ length: 0 })
        this.open.set(a, node)
        return
      }
      case 'close':
        this.open.delete(a)
        return
      case 'write':
        this.file(a).change({ at: b, bytes })
        return
      case 'cut':
        this.file(a).change({ length: b })
        return
      case 'sync':
        this.opened(a).sync()
        return
      case 'mkdir':
        this.folderOf(path).name([[basename(path), new Folder()]])
        return
      case 'unlink':
        this.folderOf(path).name([[basename(path), null]])
        return
      case 'rename': {
        const [from = '', to = ''] = path.split('\n')
        const [source, target] = [this.folderOf(from), this.folderOf(to)]
        const node = this.find(from)
        if (source === target) {
          source.name([
            [basename(from), null],
            [basename(to), node]
          ])
          return
        }
        target.name([[basename(to), node]])
        source.name([[basename(from), null]])
      }
    }
  }

  /** Writes what is there with this luck into an empty folder. */
  leave(into: string, luck: Luck): void {
    write(this.root, into, luck)
  }

  private opened(descriptor: number): Node {
    const node = this.open.get(descriptor)
    if (!node) throw new Error(`${descriptor} is not open`)
    return node
  }
  private file(descriptor: number): FileOnDisk {
    const node = this.opened(descriptor)
    if (!(node instanceof FileOnDisk)) throw new Error(`${descriptor} is a folder`)
    return node
  }
  private find(path: string): Node {
    let node: Node = this.root
    if (path === this.as) return node
    if (!path.startsWith(`${this.as}/`)) throw new Error(`${path} lies outside`)
    for (const part of path.slice(this.as.length + 1).split('/')) {
      const next: Node | undefined = node instanceof Folder ? node.names.get(part) : undefined
      if (!next) throw new Error(`${path} is not there`)
      node = next
    }
    return node
  }
  private folderOf(path: string): Folder {
    const node = this.find(dirname(path))
    if (!(node instanceof Folder)) throw new Error(`${dirname(path)} is no folder`)
    return node
  }
}

const held = (path: string): Node =>
  statSync(path).isDirectory()
    ? new Folder(new Map(readdirSync(path).map(name => [name, held(join(path, name))])))
    : new FileOnDisk(readFileSync(path))

const write = (node: Node, path: string, luck: Luck): void => {
  if (node instanceof FileOnDisk) {
    writeFileSync(path, node.after(luck))
    return
  }
  mkdirSync(path, { recursive: true })
  for (const [name, inner] of node.after(luck)) write(inner, join(path, name), luck)
}
