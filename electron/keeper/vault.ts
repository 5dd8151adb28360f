import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isDocUpdate } from '#shared/assembly/doc-updates.ts'
import type { VaultStatus } from '#shared/contract.ts'
import { FailureError, unwrap } from '#shared/errors.ts'
import type { Language } from '#shared/kinds/kind.ts'
import { isStrongEnough } from '#shared/record/passphrase.ts'
import { createDropFolder, type DropFolder } from '../carry/drop/drop-folder.ts'
import { restore } from '../carry/restore.ts'
import { writeDemo } from '../demo/write-demo.ts'
import type { Lan } from '../lan/lan.ts'
import { enterByPaper } from '../paper/enter-by-paper.ts'
import { changePassphrase } from '../store/change-passphrase.ts'
import { homeHasRecord, openStore, type Store } from '../store/open-store.ts'
import type { JobStep } from './jobs.ts'
import type { Emit } from './keeper-state.ts'
import { lanOf } from './lan-of.ts'
import { type LiveRelay, relayOf } from './relay-of.ts'
import { type SecretsWatch, watchSecrets } from './watch-secrets.ts'

/** An opened record and what runs on it. */
export interface OpenRecord {
  store: Store
  lan: Lan
  /** the signalling relay of live documents, on loopback */
  relay: LiveRelay
  /** a folder that something else replicates, where the person named one */
  drop: DropFolder
  secrets: SecretsWatch
  demo: boolean
}

/** Holds one's own record, and the demo's in a folder of its own. One of them is shown. */
export interface Vault {
  status(): VaultStatus
  create(args: { passphrase: string; handle: string }): Promise<VaultStatus>
  /** makes the record of a backup and opens it */
  restore(
    args: { path: string; passphrase: string; newPassphrase: string; handle?: string },
    step: JobStep
  ): Promise<VaultStatus>
  /** makes a record with a sheet of paper and a stick, and opens it */
  enterByPaper(
    args: { words: string; path: string; passphrase: string; handle: string },
    step: JobStep
  ): Promise<VaultStatus>
  unlock(passphrase: string): Promise<VaultStatus>
  /** gives one's own open record another passphrase */
  changePassphrase(now: string, next: string): Promise<VaultStatus>
  /**
   * Closes one's own record and wipes its keys from memory; the demo, which hides nothing, stays open. From
   * the first instant on nothing is answered; `working` is what still writes and has been told to end.
   */
  lock(working: Promise<void>): Promise<VaultStatus>
  /** closes whatever is open: the process ends */
  stop(working: Promise<void>): Promise<void>
  /** shows the demo; one's own record, where it is open, stays so behind it, off the local network */
  enterDemo(language: Language, step: JobStep): Promise<VaultStatus>
  /** back to one's own record as it was: open, locked, or none */
  leaveDemo(erase: boolean): Promise<VaultStatus>
  /** one's own open record goes on with a new device key */
  renewDevice(): Promise<VaultStatus>
  /** the record that is shown; throws `locked` or `home-empty` */
  open(): OpenRecord
}

export interface VaultOptions {
  home: string
  emit: Emit
  clock(): number
  logBug(error: unknown): void
}

/** The demo hides nothing, so its passphrase is no secret. */
const demoPassphrase = 'the demo hides nothing'

export const createVault = ({ home, emit, clock, logBug }: VaultOptions): Vault => {
  const demoHome = join(home, 'demo')
  let current: OpenRecord | null = null
  /** one's own record while the demo is shown, and whether it was on the local network */
  let behind: { store: Store; lanOn: boolean } | null = null
  let last: Promise<unknown> = Promise.resolve()

  /** One change of what is open at a time: a lock amid an unlocking waits for it, and then locks. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work)
    last = turn.catch(() => undefined)
    return turn
  }

  const status = (): VaultStatus => ({
    state: current ? 'open' : homeHasRecord(home) ? 'locked' : 'empty',
    demo: current?.demo ?? false,
    handle: current?.store.keyring.handle ?? null,
    device: current?.store.device ?? null,
    desk: current?.store.deskName() ?? null
  })

  const tell = (): VaultStatus => {
    const told = status()
    emit('vault', told)
    return told
  }

  /** Stops what runs on the shown record. From its first instant on nothing is answered from it. */
  const hide = async (): Promise<{ store: Store; demo: boolean; lanOn: boolean } | null> => {
    const hiding = current
    current = null
    if (!hiding) return null
    const lanOn = hiding.lan.status().on
    await hiding.relay.close()
    await hiding.lan.switchOff()
    await hiding.drop.stop()
    await hiding.secrets.stop()
    return { store: hiding.store, demo: hiding.demo, lanOn }
  }

  const closeAll = async (working?: Promise<void>): Promise<void> => {
    const aside = behind
    behind = null
    aside?.store.close()
    const hidden = await hide()
    await working
    hidden?.store.close()
  }

  const begin = (store: Store, demo: boolean): VaultStatus => {
    const lan = lanOf(store, { onStatus: status => current?.store === store && emit('lan', status) })
    const drop = createDropFolder({
      store,
      nowMs: clock,
      onStatus: status => current?.store === store && emit('drop', status),
      logBug
    })
    const secrets = watchSecrets(store, logBug)
    const opened = { store, lan, relay: relayOf(store, lan), drop, secrets, demo }
    store.onChanged(({ kinds, docs }) => {
      if (current !== opened) return
      emit('changed', { kinds })
      for (const doc of docs) if (isDocUpdate(doc.update)) emit('doc', doc)
      lan.recordChanged()
      drop.recordChanged()
    })
    current = opened
    return tell()
  }

  return {
    status,
    create: ({ passphrase, handle }) =>
      inTurn(async () => {
        if (homeHasRecord(home)) throw new FailureError('home-taken')
        if (!isStrongEnough(passphrase)) throw new FailureError('passphrase-weak')
        await closeAll()
        return begin(await openStore({ home, passphrase, create: { handle }, clock }), false)
      }),
    restore: (args, { signal, progress }) =>
      inTurn(async () => {
        await closeAll()
        unwrap(await restore({ ...args, home, clock, signal, onProgress: progress }))
        return begin(await openStore({ home, passphrase: args.newPassphrase, clock }), false)
      }),
    enterByPaper: (args, { signal, progress }) =>
      inTurn(async () => {
        await closeAll()
        unwrap(await enterByPaper({ ...args, home, clock, signal, onProgress: progress }))
        return begin(await openStore({ home, passphrase: args.passphrase, clock }), false)
      }),
    unlock: passphrase =>
      inTurn(async () => {
        if (!homeHasRecord(home)) throw new FailureError('home-empty')
        await closeAll()
        return begin(await openStore({ home, passphrase, clock }), false)
      }),
    changePassphrase: (now, next) =>
      inTurn(async () => {
        if (!current) throw new FailureError(homeHasRecord(home) ? 'locked' : 'home-empty')
        if (current.demo)
          throw new FailureError('request-bad', {
            field: 'passphrase',
            reason: 'the demo has none of its own'
          })
        if (!isStrongEnough(next)) throw new FailureError('passphrase-weak')
        await changePassphrase({ home, now, next, held: true })
        return status()
      }),
    lock: working =>
      inTurn(async () => {
        if (!current?.demo) await closeAll(working)
        behind?.store.close()
        behind = null
        return tell()
      }),
    stop: working => inTurn(() => closeAll(working)),
    enterDemo: (language, step) =>
      inTurn(async () => {
        if (current?.demo) return status()
        // written first: where that fails, one's own record is still there
        if (!homeHasRecord(demoHome))
          await writeDemo({ home: demoHome, passphrase: demoPassphrase, language, clock, step })
        const demo = await openStore({ home: demoHome, passphrase: demoPassphrase, clock })
        behind = await hide()
        return begin(demo, true)
      }),
    leaveDemo: erase =>
      inTurn(async () => {
        if (current?.demo) (await hide())?.store.close()
        if (erase) await rm(demoHome, { recursive: true, force: true })
        const own = behind
        behind = null
        if (!own) return tell()
        const told = begin(own.store, false)
        if (own.lanOn) await current?.lan.switchOn()
        return told
      }),
    renewDevice: () =>
      inTurn(async () => {
        const hidden = await hide()
        if (!hidden) throw new FailureError(homeHasRecord(home) ? 'locked' : 'home-empty')
        let { store } = hidden
        try {
          store = await store.renewDevice()
        } finally {
          // where it failed, the record goes on with the key it had
          begin(store, hidden.demo)
        }
        if (hidden.lanOn) await current?.lan.switchOn()
        return status()
      }),
    open() {
      if (current) return current
      throw new FailureError(homeHasRecord(home) ? 'locked' : 'home-empty')
    }
  }
}
