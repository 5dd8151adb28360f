import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

const root = resolve(import.meta.dirname, '../..')

/**
 * Several hosts at once: apart from the quick tests, because they want root and some seconds. Nearly all of it is
 * waiting for links to fall silent, so they wait side by side: each test has namespaces of its own.
 */
export default defineConfig({
  root,
  resolve: { alias: { '#shared': resolve(root, 'shared') } },
  test: {
    include: ['test/lan/**/*.test.ts'],
    maxWorkers: 4,
    maxConcurrency: 4,
    testTimeout: 180_000,
    hookTimeout: 60_000
  }
})
