/** A line of a benchmark file that cannot be read. Caught by `readInstance`, never seen outside. */
export class UnreadableLine extends Error {
  constructor(
    /** Counted from 1. */
    readonly line: number,
    detail: string
  ) {
    super(detail)
  }
}

export interface Line {
  readonly number: number
  readonly words: readonly string[]
}

/** Longer files are not benchmark files of the sizes that are planned here. */
export const LONGEST_TEXT = 64_000_000

/** Lines that are not empty, split at white space. */
export function splitLines(text: string): Line[] {
  if (text.length > LONGEST_TEXT)
    throw new UnreadableLine(1, `the file is longer than ${LONGEST_TEXT} characters`)
  const lines: Line[] = []
  text.split(/\r\n|\n|\r/).forEach((raw, i) => {
    const words = raw.split(/\s+/).filter(word => word !== '')
    if (words.length > 0) lines.push({ number: i + 1, words })
  })
  return lines
}

export function toNumber(word: string | undefined, line: number, what: string): number {
  const value = word === undefined || word === '' ? Number.NaN : Number(word)
  if (!Number.isFinite(value))
    throw new UnreadableLine(line, `${what}: a number is needed, found ${word ?? 'nothing'}`)
  return value
}

export function toCount(
  word: string | undefined,
  line: number,
  what: string,
  least: number,
  most: number
): number {
  const value = toNumber(word, line, what)
  if (!Number.isInteger(value) || value < least || value > most)
    throw new UnreadableLine(
      line,
      `${what}: a whole number from ${least} to ${most} is needed, found ${word}`
    )
  return value
}

/** Reads numbers on, over line ends. */
export class NumberStream {
  private line = 0
  private word = 0

  constructor(private readonly lines: readonly Line[]) {}

  next(what: string): number {
    const line = this.lines[this.line]
    if (!line)
      throw new UnreadableLine((this.lines.at(-1)?.number ?? 0) + 1, `${what}: the file ends too soon`)
    const value = toNumber(line.words[this.word], line.number, what)
    this.word++
    if (this.word === line.words.length) {
      this.line++
      this.word = 0
    }
    return value
  }

  /** The line the next number is on. */
  get lineNumber(): number {
    return this.lines[this.line]?.number ?? (this.lines.at(-1)?.number ?? 0) + 1
  }
}
