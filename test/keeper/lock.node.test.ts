import { afterEach, beforeEach, expect, test } from 'vitest'
import { createKeeper } from '../../electron/keeper/create-keeper.ts'
import { type Keeper, lockKeeper } from '../../electron/keeper/keeper-state.ts'
import { FailureError } from '../../shared/errors.ts'
import { beginFederation, offerOf, removeDevices, temporaryHome } from '../record/federation.ts'

const passphrase = 'seven otters mend the ferry slowly'
let keeper: Keeper
let told: string[]
beforeEach(async () => {
  told = []
  keeper = createKeeper({
    home: temporaryHome(),
    resources: '',
    emit: (event, data) => event === 'vault' && told.push((data as { state: string }).state),
    clock: () => Date.UTC(2026, 4, 3)
  })
  await keeper.vault.create({ passphrase, handle: 'Stepan' })
  beginFederation(keeper.vault.open().store)
})
afterEach(async () => {
  await keeper.vault.stop(keeper.jobs.stop())
  removeDevices()
})

const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'answered'
  } catch (error) {
    if (error instanceof FailureError) return error.failure.code
    throw error
  }
}

test('a lock answers nothing more and fills the keys with zeros', async () => {
  const { store } = keeper.vault.open()
  const isZero = (bytes: Uint8Array | null) => bytes === null || bytes.every(byte => byte === 0)
  const secret = store.keyring.federationSecret
  expect([isZero(store.deskKey()), isZero(secret)]).toEqual([false, false])
  expect(await lockKeeper(keeper)).toMatchObject({ state: 'locked', handle: null, device: null })
  expect(told).toEqual(['open', 'locked'])
  expect(codeOf(() => keeper.vault.open())).toBe('locked')
  expect(isZero(store.deskKey())).toBe(true)
  expect(isZero(secret)).toBe(true)
  expect(isZero(store.keyring.federationSecret)).toBe(true)
  expect(codeOf(() => store.keyring.sign(new Uint8Array(1)))).toBe('locked')
  expect(store.keyring.sealIdentity).toBe('')
})

test('what is running is told to end, and the record is closed only when it has', async () => {
  const { store } = keeper.vault.open()
  const steps: string[] = []
  const running = keeper.jobs.run('import', async ({ signal }) => {
    while (!signal.aborted) await new Promise(resolve => setTimeout(resolve, 5))
    // amid its last transaction
    store.put({ kind: 'offer', fields: offerOf('Flour') })
    steps.push('ended')
  })
  const locking = lockKeeper(keeper).then(() => steps.push('locked'))
  await new Promise(resolve => setTimeout(resolve))
  expect(codeOf(() => keeper.vault.open())).toBe('locked')
  await Promise.all([running, locking])
  expect(steps).toEqual(['ended', 'locked'])
  await keeper.vault.unlock(passphrase)
  expect(keeper.vault.open().store.list({ kind: 'offer' }).total).toBe(1)
})

test('locks, unlocks and a change of the passphrase at once happen one after another', async () => {
  const next = 'ninety herons follow the salt carts'
  const all = [
    lockKeeper(keeper),
    keeper.vault.unlock(passphrase),
    keeper.vault.changePassphrase(passphrase, next),
    lockKeeper(keeper)
  ]
  expect((await Promise.all(all)).map(({ state }) => state)).toEqual(['locked', 'open', 'open', 'locked'])
  await expect(keeper.vault.unlock(passphrase)).rejects.toMatchObject({
    failure: { code: 'passphrase-wrong' }
  })
  await expect(keeper.vault.changePassphrase(next, passphrase)).rejects.toMatchObject({
    failure: { code: 'locked' }
  })
  expect(await keeper.vault.unlock(next)).toMatchObject({ state: 'open', handle: 'Stepan' })
  await expect(keeper.vault.changePassphrase(next, 'password')).rejects.toMatchObject({
    failure: { code: 'passphrase-weak' }
  })
})
