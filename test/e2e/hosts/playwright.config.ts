import { defineConfig } from '@playwright/test'

/** Runs the app inside one host for a test outside of it; see host-app.ts. */
export default defineConfig({
  testDir: import.meta.dirname,
  testMatch: 'host-app.role.ts',
  outputDir: `../../../test-results/${process.env.CHUMAK_HOST ?? 'host'}`,
  workers: 1,
  timeout: 300_000,
  expect: { timeout: 15_000 },
  reporter: [['line']]
})
