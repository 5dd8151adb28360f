import { cpus, loadavg } from 'node:os'

/** A goal and what was measured, in one line at a benchmark's end; both in the same unit. */
export interface Goal {
  name: string
  /** for example `at least 5 times hypercore` */
  goal: string
  measured: string
  met: boolean
}

/** How busy the machine was says how far seconds can be believed. */
export const sayGoals = (goals: readonly Goal[]): void => {
  console.log(`${cpus().length} processors, of which ${(loadavg()[0] ?? 0).toFixed(1)} were wanted at once`)
  for (const { name, goal, measured, met } of goals)
    console.log(`goal · ${name} · ${goal} · measured ${measured} · ${met ? 'met' : 'MISSED'}`)
}

export const atLeast = (name: string, least: number, measured: number, unit: string): Goal => ({
  name,
  goal: `at least ${Number(least.toFixed(2))} ${unit}`,
  measured: `${measured.toFixed(2)} ${unit}`,
  met: measured >= least
})

export const atMost = (name: string, most: number, measured: number, unit: string): Goal => ({
  name,
  goal: `at most ${most} ${unit}`,
  measured: `${measured.toFixed(measured < 10 ? 2 : 0)} ${unit}`,
  met: measured <= most
})

/** The value below which `q` of all lie. */
export const quantile = (values: readonly number[], q: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? Number.NaN
