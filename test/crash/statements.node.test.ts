/**
 * As crash.node.test.ts, at statements of SQLite and at Node's file operations (points.ts): a full disk can
 * also be met in the middle of a transaction. Where edge.c cannot be built, kills are here too.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { removeDevices } from '../record/federation.ts'
import { checkAfter } from './after.ts'
import { build, copyOf, edgeMissing, makeTemplate, removeFolders, run, type Template } from './template.ts'

let template: Template

beforeAll(async () => {
  build()
  template = await makeTemplate()
}, 120_000)

afterAll(() => {
  removeDevices()
  removeFolders()
})

it.each(['append', 'import', 'harvest', 'renew', 'device'])(
  '%s: with the disk full at its points in turn says so, loses nothing and can be done after all',
  async work => {
    const root = copyOf(template.root)
    // taking in many is long
    const step = work === 'harvest' && process.env.CHUMAK_CRASH !== 'all' ? 8 : 1
    const { errors, told } = run(['full', work, root, String(step)])
    expect(errors).toBe('')
    expect(Number(told[0])).toBeGreaterThan(3)
    await checkAfter(template, work, root, [])
  },
  600_000
)

describe.runIf(edgeMissing)(`kills (${edgeMissing})`, () => {
  it.each(['append', 'import', 'export', 'renew', 'passphrase'])(
    '%s',
    async work => {
      const counted = run(['kill', work, copyOf(template.root), '0'])
      expect(counted.errors).toBe('')
      const total = Number(counted.told[0])
      expect(total).toBeGreaterThan(3)
      for (let at = 1; at <= total; at += Math.max(1, Math.ceil(total / 8))) {
        const root = copyOf(template.root)
        const killed = run(['kill', work, root, String(at)])
        expect(killed.signal, `at ${at} of ${total}: ${killed.errors}`).toBe('SIGKILL')
        await checkAfter(template, work, root, killed.told)
      }
    },
    600_000
  )
})
