import type { Problem } from '#shared/planner/problem'
import type { ProblemError } from '#shared/planner/problem-error'
import { validateProblem } from '#shared/planner/problem-schema'
import { readLilim } from './lilim'
import { UnreadableLine } from './lines'
import { readPdtsp } from './pdtsp'
import { readSolomon } from './solomon'
import { readTsplib } from './tsplib'
import { readTsptw } from './tsptw'
import { readTsptwPairs } from './tsptw-pairs'

export const FORMATS = ['problem', 'tsplib', 'solomon', 'lilim', 'tsptw', 'pdtsp'] as const
export type Format = (typeof FORMATS)[number]

export interface ReadOptions {
  /** Solomon, Li and Lim: exactly this fleet; left out, as few as possible of the file's own number. */
  readonly vehicles?: number
  /** For a file that is laid over another: gives that one's text, by its path as written. */
  readonly readBase?: (path: string) => string
}

export type InstanceRead =
  | { readonly ok: true; readonly problem: Problem }
  | { readonly ok: false; readonly line: number; readonly detail: string }
  | { readonly ok: false; readonly errors: readonly ProblemError[] }

/** Reads one instance. A file that cannot be read gives the line, counted from 1; a `problem` file the field. */
export function readInstance(text: string, format: Format, options: ReadOptions = {}): InstanceRead {
  try {
    if (format === 'problem') return validateProblem(parseJson(text))
    const problem = readFormat(text, format, options)
    return { ok: true, problem }
  } catch (error) {
    if (error instanceof UnreadableLine) return { ok: false, line: error.line, detail: error.message }
    throw error
  }
}

function readFormat(text: string, format: Exclude<Format, 'problem'>, options: ReadOptions): Problem {
  switch (format) {
    case 'tsplib':
      return readTsplib(text)
    case 'solomon':
      return readSolomon(text, options.vehicles)
    case 'lilim':
      return readLilim(text, options.vehicles)
    case 'tsptw':
      return readTsptw(text)
    case 'pdtsp':
      return text.trimStart().startsWith('{')
        ? readTsptwPairs(text, options.readBase ?? noBase)
        : readPdtsp(text)
  }
}

function noBase(path: string): string {
  throw new UnreadableLine(1, `base: ${path} cannot be read from here`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UnreadableLine(
      lineOfJsonError(text),
      `not JSON: ${error instanceof Error ? error.message : String(error)}`
    )
  }
}

/** Engines do not always say where: the first line up to which the text is wrong and not merely unfinished. */
function lineOfJsonError(text: string): number {
  const ends: number[] = []
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) ends.push(at)
  let low = 0
  let high = ends.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (isUnfinished(text.slice(0, ends[middle]))) low = middle + 1
    else high = middle
  }
  return low + 1
}

function isUnfinished(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch (error) {
    const said = error instanceof Error ? error.message : ''
    // some say that it ended, some only at which character they stood then
    const at = /position (\d+)/.exec(said)?.[1]
    return /end of|Unterminated/.test(said) || (at !== undefined && Number(at) >= text.length)
  }
}
