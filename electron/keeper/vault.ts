import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isDocUpdate } from '#shared/assembly/doc-updates.ts'
import type { VaultStatus } from '#shared/contract.ts'
import { FailureError } from '#shared/errors.ts'
import type { Language } from '#shared/kinds/kind.ts'
import { isStrongEnough } from '#shared/record/passphrase.ts'
import { writeDemo } from '../demo/write-demo.ts'
import type { Lan } from '../lan/lan.ts'
import { homeHasRecord, openStore, type Store } from '../store/open-store.ts'
import type { JobStep } from './jobs.ts'
import type { Emit } from './keeper-state.ts'
import { lanOf } from './lan-of.ts'
import { type LiveRelay, relayOf } from './relay-of.ts'

/** An opened record and what runs on it. */
export interface OpenRecord {
  store: Store
  lan: Lan
  /** the signalling relay of live documents, on loopback */
  relay: LiveRelay
  demo: boolean
}

/** Holds at most one record open: one's own, or the demo's in a folder of its own. */
export interface Vault {
  status(): VaultStatus
  create(args: { passphrase: string; handle: string }): Promise<VaultStatus>
  unlock(passphrase: string): Promise<VaultStatus>
  /** closes the record and wipes its keys from memory; the local network is left */
  lock(): Promise<VaultStatus>
  enterDemo(language: Language, step: JobStep): Promise<VaultStatus>
  leaveDemo(erase: boolean): Promise<VaultStatus>
  /** the open record; throws `locked` or `home-empty` */
  open(): OpenRecord
}

export interface VaultOptions {
  home: string
  emit: Emit
  clock(): number
}

/** The demo hides nothing, so its passphrase is no secret. */
const demoPassphrase = 'the demo hides nothing'

export const createVault = ({ home, emit, clock }: VaultOptions): Vault => {
  const demoHome = join(home, 'demo')
  let current: OpenRecord | null = null

  const status = (): VaultStatus => ({
    state: current ? 'open' : homeHasRecord(home) ? 'locked' : 'empty',
    demo: current?.demo ?? false,
    handle: current?.store.keyring.handle ?? null,
    device: current?.store.device ?? null
  })

  const tell = (): VaultStatus => {
    const told = status()
    emit('vault', told)
    return told
  }

  const close = async (): Promise<void> => {
    const closing = current
    current = null
    if (!closing) return
    await closing.relay.close()
    await closing.lan.switchOff()
    closing.store.close()
  }

  const begin = (store: Store, demo: boolean): VaultStatus => {
    const lan = lanOf(store, { onStatus: status => emit('lan', status) })
    store.onChanged(({ kinds, docs }) => {
      emit('changed', { kinds })
      for (const doc of docs) if (isDocUpdate(doc.update)) emit('doc', doc)
      lan.recordChanged()
    })
    current = { store, lan, relay: relayOf(store, lan), demo }
    return tell()
  }

  return {
    status,
    async create({ passphrase, handle }) {
      if (homeHasRecord(home)) throw new FailureError('home-taken')
      if (!isStrongEnough(passphrase)) throw new FailureError('passphrase-weak')
      await close()
      return begin(await openStore({ home, passphrase, create: { handle }, clock }), false)
    },
    async unlock(passphrase) {
      if (!homeHasRecord(home)) throw new FailureError('home-empty')
      await close()
      return begin(await openStore({ home, passphrase, clock }), false)
    },
    async lock() {
      await close()
      return tell()
    },
    async enterDemo(language, step) {
      await close()
      if (!homeHasRecord(demoHome))
        await writeDemo({ home: demoHome, passphrase: demoPassphrase, language, clock, step })
      return begin(await openStore({ home: demoHome, passphrase: demoPassphrase, clock }), true)
    },
    async leaveDemo(erase) {
      if (current?.demo) await close()
      if (erase) await rm(demoHome, { recursive: true, force: true })
      return tell()
    },
    open() {
      if (current) return current
      throw new FailureError(homeHasRecord(home) ? 'locked' : 'home-empty')
    }
  }
}
