import type { Standing } from '#shared/contract.ts'
import { FailureError, type Result } from '#shared/errors.ts'
import { kinds } from '#shared/kinds/index.ts'
import type { Body, EntryId, ThingId } from '#shared/record/entry.ts'
import { bytesToId, idToBytes } from '#shared/record/ids.ts'
import { makeEntry } from '#shared/record/make-entry.ts'
import { signOwnWord } from '#shared/record/own-word.ts'
import { isStrongEnough } from '#shared/record/passphrase.ts'
import { noEntry } from '#shared/record/verify-run.ts'
import { bundleDeps } from '../carry/bundle-deps.ts'
import { BundleFile, bundleCodes } from '../carry/bundle-file.ts'
import type { Cancelling } from '../carry/cancelling.ts'
import { examineFile } from '../carry/examine-file.ts'
import type { OnProgress } from '../carry/export-bundle.ts'
import { appendFile } from '../carry/import-bundle.ts'
import { openReading } from '../carry/reading/open-reading.ts'
import { settle } from '../carry/settle.ts'
import { type BuildHome, buildHome } from '../store/build-home.ts'
import { hashing } from '../store/node-crypto.ts'
import { homeHasRecord, type Store } from '../store/open-store.ts'
import { openKeysOf, settleSecrets } from '../store/settle-secrets.ts'
import { type PaperKeys, paperKeys, seedFromText } from './paper-keys.ts'

export interface EnterByPaper extends BuildHome {
  /** the sheet's words, as typed */
  words: string
  /** a bundle of the federation, from any commune, by somebody who held the sheet's `admit` */
  path: string
  signal?: Cancelling
  /** in bytes of the file, each of which is counted when it is checked and when it is taken */
  onProgress?: OnProgress
}

/**
 * From a sheet of paper and a stick to a member's device: new keys, the record of the stick, the secrets
 * that were sealed to the paper; the paper then admits the device and releases itself, so that it opens
 * nothing a second time. Failures: paper-word-unknown, paper-words-off, paper-other, passphrase-weak,
 * home-taken, and those of an import; the home is as empty as it was then.
 */
export const enterByPaper = (what: EnterByPaper): Promise<Result<Standing>> =>
  settle(async () => {
    const { path, words, signal, onProgress } = what
    const paper = await paperKeys(seedFromText(words))
    if (homeHasRecord(what.home)) throw new FailureError('home-taken')
    if (!isStrongEnough(what.passphrase)) throw new FailureError('passphrase-weak')
    const reading = openReading(await BundleFile.open(path, [paper.sealIdentity], bundleCodes, bundleDeps))
    try {
      const examined = await examineFile({
        reading,
        signal,
        onProgress: done => onProgress?.(done, 2 * reading.sizeBytes)
      }).catch(notForThisPaper)
      return await buildHome(what, async store => {
        store.enterFederation(bytesToId<ThingId>(examined.manifest.federation), [])
        await appendFile({ reading, store, examined, signal, onProgress })
        await openKeysOf(store, paper.log, paper.sealIdentity)
        letIn(store, paper, communeOf(store, paper), what.clock?.() ?? Date.now())
        await settleSecrets(store, { renew: 'all' })
        return store.standing()
      })
    } finally {
      await reading.close()
    }
  })

const notForThisPaper = (error: unknown): never => {
  if (error instanceof FailureError && error.failure.code === 'bundle-foreign')
    throw new FailureError('paper-other', { reason: 'stick' })
  throw error
}

/** The commune whose member the paper is, by the record that the stick brought. Throws `paper-other`. */
const communeOf = (store: Store, { log }: PaperKeys): ThingId => {
  const { communesOf, forks, released } = store.authority()
  if (forks.has(log)) throw new FailureError('paper-other', { reason: 'forked' })
  const [commune] = communesOf.get(log) ?? []
  if (commune !== undefined) return commune
  const used = released.some(({ device }) => device === log)
  throw new FailureError('paper-other', { reason: used ? 'used' : 'commune' })
}

/** The paper's own last two entries, in one run, so that there is never the one without the other. */
const letIn = (store: Store, { log, signing }: PaperKeys, commune: ThingId, now: number): void => {
  const tip = store.have().find(held => held.log === log)?.heads[0]
  const place = (seq: number, prev: Uint8Array) => ({
    ...{ seq, prev, claimedAt: now },
    scope: 'federation' as const
  })
  const sign = { hashing, signing }
  const seq = (tip?.seq ?? 0) + 1
  const word = { handle: store.keyring.handle, sealKey: store.keyring.sealRecipient }
  const over = [...store.authority().heads].slice(0, 256)
  const admit = makeEntry(sign, place(seq, tip ? bytesOf(tip.id) : noEntry), {
    ...{ kind: 'admit', version: kinds.admit.version, commune },
    ...(over.length > 0 && { over }),
    fields: { device: store.device, ...word, card: signOwnWord(store.keyring, word) }
  } satisfies Body)
  const release = makeEntry(sign, place(seq + 1, bytesOf(admit.id)), {
    ...{ kind: 'release', version: kinds.release.version, commune, over: [admit.id] },
    fields: { device: log, lastSeq: seq + 1, why: 'moved-on' }
  } satisfies Body)
  store.appendRun({ log, entries: [admit.raw, release.raw] }, { road: 'own', from: null })
}

const bytesOf = (id: EntryId): Uint8Array => {
  const bytes = idToBytes(id)
  if (bytes === null) throw new RangeError(`not an id: ${id}`)
  return bytes
}
