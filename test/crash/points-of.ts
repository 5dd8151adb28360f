import type { Step } from './disk.ts'

/** A small linear congruential generator, of numbers from 0 to 1: the same seed gives the same choice. */
export const randomOf = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** Some of the numbers from 1 to `total`, at even distances; all where there are no more than `most`. */
export const someOf = (total: number, most: number, random: () => number): number[] => {
  if (most >= total) return Array.from({ length: total }, (_, i) => i + 1)
  return Array.from({ length: most }, (_, i) => 1 + Math.floor(((i + random()) * total) / most))
}

const isPoint = ({ name, b }: Step): boolean =>
  name === 'open' ? b !== 0 : name !== 'close' && name !== 'told'

/** The numbers of the points, as edge.c counts them, at which files with this in their path are written. */
export const writesTo = (steps: readonly Step[], path: string): number[] => {
  const open = new Map<number, string>()
  const found: number[] = []
  let point = 0
  for (const step of steps) {
    if (step.name === 'open') open.set(step.a, step.bytes.toString('utf8'))
    if (isPoint(step)) point += 1
    if (step.name === 'write' && open.get(step.a)?.includes(path)) found.push(point)
  }
  return found
}
