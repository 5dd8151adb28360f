import { type Grants, membersIn, personIn } from './grants.ts'
import type { Order } from './order.ts'
import { pair, type Spoken } from './sayings.ts'

/** The last `seq` honoured, and the release that first made it take effect. */
export interface Pin {
  lastSeq: number
  decidedBy: string
}

interface Basis {
  order: Order
  honoured: readonly Spoken[]
  grants: Grants
  pins: ReadonlyMap<string, Pin>
  sheets: ReadonlySet<string>
  /** log and `seq` of a held entry as `pair` has them; undefined for one that is not held */
  placeOf(id: string): string | undefined
}

/** Rule 4, "Releases": the first pin that is new, or lower than it was; null once nothing changes. */
export const nextPin = ({
  order,
  honoured,
  grants,
  pins,
  sheets,
  placeOf
}: Basis): ({ key: string } & Pin) | null => {
  const releases = honoured.filter(({ log, body: { kind, commune, fields } }) => {
    if (kind !== 'release' || commune === undefined) return false
    return grants.has(pair(commune, log)) && grants.has(pair(commune, String(fields.device)))
  })
  const decided = new Set<string>()
  for (const [at, release] of releases.entries()) {
    const commune = release.body.commune!
    const device = String(release.body.fields.device)
    const key = pair(commune, device)
    const enough = enoughFor(release, { order, grants, pins, sheets })
    let lastSeq: number | null = release.seq
    if (release.log !== device) {
      const words = releases
        .slice(0, at + 1)
        .filter(
          ({ log, body }) => log !== device && body.commune === commune && body.fields.device === device
        )
      const personOf = (log: string) => personIn(grants, commune, log)
      lastSeq = decided.has(key)
        ? lowestWanted(words, enough, personOf)
        : firstPin({ release, words, enough, personOf, placeOf })
      if (lastSeq !== null) decided.add(key)
    }
    const before = pins.get(key)
    if (lastSeq !== null && (!before || lastSeq < before.lastSeq))
      return { key, lastSeq, decidedBy: before?.decidedBy ?? release.id }
  }
  return null
}

/** Two, or one where the device is the asker's own other one or the commune has at most two people. */
const enoughFor = (
  release: Spoken,
  { order, grants, pins, sheets }: Pick<Basis, 'order' | 'grants' | 'pins' | 'sheets'>
) => {
  const commune = release.body.commune!
  const personOf = (log: string) => personIn(grants, commune, log)
  if (personOf(release.log) === personOf(String(release.body.fields.device))) return 1
  if (sheets.has(String(release.body.fields.device))) return 1
  const counted = membersIn(grants, commune).filter(log => {
    const pin = pins.get(pair(commune, log))
    const knownGone = pin !== undefined && order.saw(release.id, pin.decidedBy)
    if (sheets.has(log)) return false
    if (knownGone && log !== release.body.fields.device) return false
    return grants.get(pair(commune, log))!.some(({ act }) => !order.saw(act, release.id))
  })
  return new Set(counted.map(personOf)).size <= 2 ? 1 : 2
}

const numberIn = ({ body }: Spoken): number => Number(body.fields.lastSeq)

const firstPin = ({
  release,
  words,
  enough,
  personOf,
  placeOf
}: Pick<Basis, 'placeOf'> & {
  release: Spoken
  words: readonly Spoken[]
  enough: number
  personOf(log: string): string
}): number | null => {
  if (enough === 1) return numberIn(release)
  const first = words.filter(
    (word, at) => words.findIndex(({ log }) => personOf(log) === personOf(word.log)) === at
  )
  if (first.length < enough) return null
  const isProven = ({ body: { fields } }: Spoken) =>
    fields.last !== undefined &&
    placeOf(String(fields.last)) === pair(String(fields.device), `${fields.lastSeq}`)
  const second = first.map(numberIn).sort((a, b) => b - a)[1]!
  return Math.max(second, ...first.filter(isProven).map(numberIn))
}

const lowestWanted = (
  words: readonly Spoken[],
  enough: number,
  personOf: (log: string) => string
): number | null => {
  const people = [...new Set(words.map(({ log }) => personOf(log)))]
  const leastOf = (person: string) =>
    Math.min(...words.filter(({ log }) => personOf(log) === person).map(numberIn))
  return people.map(leastOf).sort((a, b) => a - b)[enough - 1] ?? null
}
