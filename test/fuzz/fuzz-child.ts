/**
 * Runs cases for `child.ts`, in a process of its own: one that hangs or eats all memory takes nobody with it.
 * The file that CHUMAK_FUZZ_NOTES names tells at any moment which case is at work, and with `trace` what it drew.
 */
import './allocation.ts'
import { openSync, writeSync } from 'node:fs'
import { ageCase } from './age.ts'
import { bodyCase, foldCase, headCase } from './bodies.ts'
import { answeredCase, cardCase } from './cards.ts'
import type { Answer, Ask } from './child.ts'
import { drawing, type Random, redrawing, seedOf } from './draw.ts'
import { dropCase } from './drop.ts'
import { chunkCase, entryCase, runCase, sealedCase } from './entries.ts'
import { backupCase, bundleCase, importCase, welcomeCase } from './files.ts'
import { linkCase, messageCase } from './links.ts'
import { relayCase } from './relay.ts'
import { commandCase, keeperCase, requestCase, windowCase } from './requests.ts'
import type { Target } from './shares.ts'
import { makeWorld, type World } from './signed.ts'
import { addressCase, advertisementCase, appFileCase, codeCase, paperCase } from './texts.ts'

/** Answers whether the input was taken; throws for what must not be. */
const targets: Record<Target, (random: Random, world: World) => Promise<boolean>> = {
  entries: entryCase,
  runs: runCase,
  'chunks of runs': chunkCase,
  'sealed bodies': sealedCase,
  bodies: bodyCase,
  'heads of welcomes and backups': headCase,
  messages: messageCase,
  links: linkCase,
  'age files': ageCase,
  bundles: bundleCase,
  imports: importCase,
  'drop folders': dropCase,
  welcomes: welcomeCase,
  backups: backupCase,
  cards: cardCase,
  'answered cards': answeredCase,
  records: foldCase,
  codes: codeCase,
  'words of sheets': paperCase,
  addresses: addressCase,
  advertisements: advertisementCase,
  "the app's own addresses": appFileCase,
  'words to the relay': relayCase,
  "the window's requests": requestCase,
  "the window's requests to main": windowCase,
  'requests of an open record': keeperCase,
  'command lines': commandCase
}

/** KiB that this process may ever have taken: the engine's own bound, what lies outside it, and the code. */
const mostResident = 900 * 1024

const notes = openSync(process.env.CHUMAK_FUZZ_NOTES!, 'w')
const note = (text: string): void => void writeSync(notes, text.padEnd(24), 0)
const world = makeWorld()

const tried = async (target: Target, random: Random): Promise<boolean> => {
  world.begin()
  const taken = await targets[target](random, world)
  const { maxRSS } = process.resourceUsage()
  if (maxRSS > mostResident) throw new Error(`memory: ${maxRSS} KiB were taken`)
  return taken
}
const reasonOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)

const redo = async (target: Target, drawn: readonly number[]): Promise<Answer> => {
  try {
    return { state: 'done', taken: (await tried(target, redrawing(drawn))) ? 1 : 0, count: 1 }
  } catch (error) {
    return { state: 'failed', number: 0, drawn: [...drawn], reason: reasonOf(error) }
  }
}

/** The first case of each target has nothing done to it: it is taken, or the rest would try nothing. */
const asMeant = { random: redrawing([]), drawn: [] }

const run = async ({ target, seed, from, count, trace }: Ask): Promise<Answer> => {
  let taken = 0
  for (let number = from; number < from + count; number++) {
    note(`${number}`)
    const { random, drawn } = number === 0 ? asMeant : drawing(seedOf(seed, target, number))
    const traced: Random = below => {
      const value = random(below)
      writeSync(notes, ` ${value}`)
      return value
    }
    try {
      if (await tried(target, trace ? traced : random)) taken += 1
    } catch (error) {
      return { state: 'failed', number, drawn, reason: reasonOf(error) }
    }
  }
  return { state: 'done', taken, count }
}

process.on('message', (ask: Ask) => {
  note('0')
  const answer = ask.drawn ? redo(ask.target, ask.drawn) : run(ask)
  void answer.then(told => process.send!(told))
})
