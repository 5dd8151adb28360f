import { parseArgs } from 'node:util'
import type { Place } from '#shared/kinds/fields.ts'
import { UsageError } from './usage.ts'

const options = {
  home: { type: 'string' },
  json: { type: 'boolean' },
  own: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  federation: { type: 'string' },
  commune: { type: 'string' },
  place: { type: 'string' },
  handle: { type: 'string' },
  out: { type: 'string' },
  lacking: { type: 'string' },
  pack: { type: 'string' },
  photos: { type: 'string' },
  format: { type: 'string' },
  vehicles: { type: 'string' },
  seconds: { type: 'string' },
  seed: { type: 'string' },
  port: { type: 'string' },
  connect: { type: 'string', multiple: true },
  drop: { type: 'string' },
  language: { type: 'string' },
  why: { type: 'string' },
  note: { type: 'string' },
  duty: { type: 'string' },
  type: { type: 'string' },
  from: { type: 'string' },
  until: { type: 'string' },
  today: { type: 'string' }
} as const

/** A command line, taken apart. Every accessor throws UsageError where a word is missing or wrong. */
export interface Words {
  command: string
  /** somebody asks what there is */
  help: boolean
  /** the words after the command that are no options, `most` of them at the most */
  rest(most: number): string[]
  /** `--own`: the card is of one's own other device */
  own: boolean
  home(): string
  text(option: TextOption): string
  optionalText(option: TextOption): string | undefined
  number(option: TextOption): number
  /** within `least` and `most` */
  optionalInteger(option: TextOption, least: number, most: number): number | undefined
  integer(option: TextOption, least: number, most: number): number
  place(): Place
  texts(option: 'connect'): string[]
}
type TextOption = Exclude<keyof typeof options, 'json' | 'help' | 'own' | 'connect'>

export const parseWords = (argv: string[]): Words => {
  const { values, positionals } = parse(argv)
  // `bundle export` is one command of two words
  const two = positionals[0] === 'bundle' || positionals[0] === 'paper' ? 2 : 1
  const command = positionals.slice(0, two).join(' ')

  const text = (option: TextOption): string => {
    const value = values[option]
    if (value === undefined || value === '') throw new UsageError(`--${option} is missing`)
    return value
  }
  const number = (option: TextOption): number => {
    const value = Number(text(option).trim() || Number.NaN)
    if (!Number.isFinite(value)) throw new UsageError(`--${option} is not a number`)
    return value
  }
  const integer = (option: TextOption, least: number, most: number): number => {
    const value = number(option)
    if (Number.isInteger(value) && value >= least && value <= most) return value
    throw new UsageError(`--${option} is not a whole number from ${least} to ${most}`)
  }
  return {
    command,
    help: values.help === true || command === 'help',
    rest: most => {
      const rest = positionals.slice(two)
      const tooMuch = rest[most]
      if (tooMuch !== undefined) throw new UsageError(`${command} takes no ${JSON.stringify(tooMuch)}`)
      return rest
    },
    own: values.own === true,
    home: () => (values.home ?? process.env.CHUMAK_HOME) || missing('--home'),
    text,
    optionalText: option => (values[option] === undefined ? undefined : text(option)),
    number,
    integer,
    optionalInteger: (option, least, most) =>
      values[option] === undefined ? undefined : integer(option, least, most),
    place: () => parsePlace(text('place')),
    texts: option => values[option] ?? []
  }
}

const parse = (argv: string[]) => {
  try {
    return parseArgs({ args: argv, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

const missing = (what: string): never => {
  throw new UsageError(`${what} is missing`)
}

/** `47.66,36.25`: degrees; what is given on the command line is coarse, as everywhere by default. */
const parsePlace = (value: string): Place => {
  const [lat, lon, ...more] = value.split(',').map(part => (part.trim() === '' ? Number.NaN : Number(part)))
  if (
    lat === undefined ||
    lon === undefined ||
    more.length > 0 ||
    !(Math.abs(lat) <= 90) ||
    !(Math.abs(lon) <= 180)
  )
    throw new UsageError('--place is not LAT,LON in degrees, such as 47.66,36.25')
  return { lat, lon, precision: 'coarse' }
}
