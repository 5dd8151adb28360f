import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { FORMATS, type Format } from '#shared/benchmarks/read-instance.ts'
import { FailureError } from '#shared/errors.ts'
import { readSmallFile } from '../store/open-file.ts'
import { type PlanAnswer, planCommand } from './plan.ts'
import { UsageError } from './usage.ts'
import type { Words } from './words.ts'

/** The largest public instances have some megabytes. */
const mostInstanceBytes = 64 * 1024 * 1024

const isFormat = (name: string): name is Format => (FORMATS as readonly string[]).includes(name)

/** Solves a file of problems. Throws `file-missing`, `instance-unreadable` (with the line), `problem-bad` (with the field). */
export const runPlan = async (words: Words): Promise<Omit<PlanAnswer, 'ok'>> => {
  const [path] = words.rest(1)
  if (path === undefined) throw new UsageError('FILE is missing')
  const format = words.text('format')
  if (!isFormat(format)) throw new UsageError(`--format is none of ${FORMATS.join(', ')}`)
  const seconds = words.number('seconds')
  if (!(seconds > 0)) throw new UsageError('--seconds is not above 0')
  const vehicles = words.optionalInteger('vehicles', 1, 100_000)
  const seed = words.integer('seed', 0, 2 ** 32 - 1)
  const text = (await readSmallFile(path, mostInstanceBytes)).toString('utf8')
  const readBase = (name: string): string => readFileSync(join(dirname(path), name), 'utf8')
  const answer = await planCommand(text, { format, vehicles, seconds, seed, readBase })
  if (answer.ok) {
    const { ok: _, ...told } = answer
    return told
  }
  const problem = answer.errors?.[0]
  if (problem) throw new FailureError('problem-bad', { field: problem.path, reason: problem.detail })
  throw new FailureError('instance-unreadable', { line: answer.line ?? 0, reason: answer.detail })
}
