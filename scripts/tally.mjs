import { existsSync, readFileSync } from 'node:fs'
import { say } from './project.mjs'
import { run } from './run.mjs'

/**
 * Runs the parts of a check one after the other, goes on after a failure, and keeps one sum of all.
 * A part without tests of its own (types, lint, the build) counts as one.
 */
export function createTally() {
  const sum = { passed: 0, failed: 0, skipped: 0 }
  const failures = []

  const add = (name, { passed, failed, skipped }) => {
    sum.passed += passed
    sum.failed += failed
    sum.skipped += skipped
    if (failed > 0) failures.push(name)
  }

  return {
    /** @returns whether it passed */
    async step(name, command, args, options) {
      const began = performance.now()
      say(`\n— ${name}`)
      const code = await run(command, args, options)
      say(`  ${code === 0 ? 'passed' : `failed (exit ${code})`} in ${seconds(began)}`)
      add(name, { passed: Number(code === 0), failed: Number(code !== 0), skipped: 0 })
      return code === 0
    },

    /**
     * A test runner that writes a JSON report.
     * @param count turns the report into `{passed, failed, skipped}`
     */
    async runner(name, command, args, { report, count, ...options }) {
      const began = performance.now()
      say(`\n— ${name}`)
      const code = await run(command, args, options)
      const counts = existsSync(report)
        ? count(JSON.parse(readFileSync(report, 'utf8')))
        : { passed: 0, failed: 0, skipped: 0 }
      // A runner that broke off, or ran nothing at all, has failed whatever its report says.
      if (counts.failed === 0 && (code !== 0 || counts.passed === 0)) counts.failed = 1
      say(`  ${counts.passed} passed, ${counts.failed} failed in ${seconds(began)}`)
      add(name, counts)
    },

    /** Prints what failed and, last, the sum. @returns exit code */
    close() {
      if (failures.length > 0) process.stdout.write(`\nFailed: ${failures.join(', ')}\n`)
      process.stdout.write(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped\n`)
      return sum.failed > 0 ? 1 : 0
    }
  }
}

const seconds = began => `${((performance.now() - began) / 1000).toFixed(1)} s`

/** Vitest's JSON report (Jest's form). A file that could not be loaded counts as one failure. */
export function countVitest(report) {
  const unloaded = report.testResults.filter(
    file => file.status === 'failed' && !file.assertionResults.some(test => test.status === 'failed')
  ).length
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded,
    skipped: report.numPendingTests + report.numTodoTests
  }
}

/** Playwright's JSON report. Errors outside any test count as one failure each. */
export function countPlaywright({ stats, errors }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped
  }
}
