import { defineConfig } from '@playwright/test'

/** Takes the README's pictures; no test, and not part of them. */
export default defineConfig({
  testDir: import.meta.dirname,
  testMatch: 'readme.pictures.ts',
  outputDir: '../../test-results/pictures',
  workers: 1,
  timeout: 300_000,
  expect: { timeout: 30_000 },
  reporter: [['line']]
})
