import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

const root = resolve(import.meta.dirname, '..')

export default defineConfig({
  root,
  resolve: { alias: { '#shared': resolve(root, 'shared') } },
  test: {
    // A test is often waiting: without this there would be one at a time on two cores.
    maxWorkers: '100%',
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    // Several hosts at once have a run of their own.
    exclude: ['test/lan/**'],
    setupFiles: [resolve(root, 'test/seed.ts')],
    testTimeout: 30_000
  }
})
