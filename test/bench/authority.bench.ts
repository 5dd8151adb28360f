import type { Act } from '../../shared/record/act.ts'
import { readAct } from '../../shared/record/act.ts'
import { evaluateAuthority } from '../../shared/record/authority.ts'
import type { EntryId, ThingId } from '../../shared/record/entry.ts'
import { admitBody, communeBody, federationBody, makeScribe, type Scribe, vouchBody } from '../record/make.ts'
import { quantile } from './goals.ts'

/**
 * Who stands where, evaluated anew: communes with fifty members each, let in by members that were let in
 * before; then members released, each by two others who saw what came before. Twice as much should take
 * about twice as long.
 */
const admissions = Number(process.env.CHUMAK_BENCH_ADMISSIONS ?? 2000)
const releases = Number(process.env.CHUMAK_BENCH_RELEASES ?? 500)
const rounds = Number(process.env.CHUMAK_BENCH_ROUNDS ?? 5)
const membersEach = 50

const record = (admitted: number, released: number): { acts: Act[]; federation: ThingId } => {
  const founder = makeScribe()
  const home = founder.write(communeBody('Home'))
  const federation = founder.write(federationBody(home))
  const scribes: Scribe[] = [founder]
  const communes: { id: ThingId; members: Scribe[]; last: EntryId }[] = []
  for (let n = 0; n < admitted; n++) {
    if (n % membersEach === 0) {
      const first = makeScribe()
      const id = first.write(communeBody(`Commune ${communes.length}`))
      founder.write(vouchBody(home, id))
      communes.push({ id, members: [first], last: id })
      scribes.push(first)
    }
    const commune = communes.at(-1)!
    const member = makeScribe()
    commune.last = commune.members[n % commune.members.length]!.write(admitBody(commune.id, member.log))
    commune.members.push(member)
    scribes.push(member)
  }
  for (let n = 0; n < released; n++) {
    const commune = communes[n % communes.length]!
    const turn = Math.floor(n / communes.length)
    // the newest go: what they let in before is not taken away
    const goes = commune.members[commune.members.length - 1 - Math.floor(turn / 2)]!
    commune.last = commune.members[turn % 2]!.write({
      kind: 'release',
      commune: commune.id,
      over: [commune.last],
      fields: { device: goes.log, lastSeq: goes.entries.length }
    })
  }
  return { acts: scribes.flatMap(({ entries }) => entries.map(entry => readAct(entry))), federation }
}

const evaluate = (admitted: number, released: number): number => {
  const { acts, federation } = record(admitted, released)
  const placeOf = () => null
  const took: number[] = []
  for (let round = 0; round < rounds; round++) {
    const began = performance.now()
    const authority = evaluateAuthority({
      acts,
      federation,
      forks: new Map(),
      placeOf,
      isOwnWord: () => false
    })
    took.push(performance.now() - began)
    const expected = Math.floor(released / 2)
    if (Math.abs(authority.released.length - expected) > admitted / membersEach)
      throw new Error(`${authority.released.length} were released, not about ${expected}`)
  }
  return quantile(took, 0.5)
}

const whole = evaluate(admissions, releases)
const half = evaluate(admissions / 2, releases / 2)
console.log(
  `authority of ${admissions} admissions and ${releases} releases ${whole.toFixed(0)} ms, of half as many ${half.toFixed(0)} ms: ${(whole / half).toFixed(1)} times as long (medians of ${rounds})`
)
