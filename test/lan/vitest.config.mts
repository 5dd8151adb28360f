import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

const root = resolve(import.meta.dirname, '../..')

/** Several hosts at once: apart from the quick tests, because they want root and some seconds. */
export default defineConfig({
  root,
  resolve: { alias: { '#shared': resolve(root, 'shared') } },
  test: { include: ['test/lan/**/*.test.ts'], fileParallelism: false, testTimeout: 60_000 }
})
