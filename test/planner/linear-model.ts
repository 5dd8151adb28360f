import loadHighs from 'highs'

/** A linear expression: coefficients by variable name. */
export type Terms = Map<string, number>

/** A coefficient and its variable. */
export type Term = readonly [number, string]

/** A variable may come more than once. */
export function sum(...parts: readonly Term[]): Terms {
  const terms: Terms = new Map()
  for (const [coefficient, name] of parts) terms.set(name, (terms.get(name) ?? 0) + coefficient)
  return terms
}

export interface Objective {
  readonly terms: Terms
  readonly floor: number
}

const highs = await loadHighs()

/** A mixed-integer program as text for HiGHS, solved for one objective after another. */
export class LinearModel {
  private readonly rows: string[] = []
  private readonly bounds: string[] = []
  private readonly binaries: string[] = []

  binary(name: string): string {
    this.binaries.push(name)
    return name
  }

  continuous(name: string, low: number, high: number): string {
    this.bounds.push(`${low} <= ${name} <= ${high}`)
    return name
  }

  constrain(terms: Terms, relation: '<=' | '>=' | '=', right: number): void {
    if (terms.size > 0) this.rows.push(`${text(terms)} ${relation} ${right}`)
  }

  /**
   * Least value of each objective with those before it held at theirs (within `slack`); undefined when nothing
   * is possible. `floor` is a value that no answer can be below: where all but the last objective can be at
   * theirs at once, one proof is enough. Throws unless HiGHS proves each optimum.
   */
  minimiseInOrder(objectives: readonly Objective[], slack: number): number[] | undefined {
    const stated = objectives.filter(({ terms }) => terms.size > 0)
    const values = this.leastAtFloors(stated, slack) ?? this.leastOneByOne(stated, slack)
    return values && objectives.map(one => (one.terms.size > 0 ? values[stated.indexOf(one)]! : 0))
  }

  private leastAtFloors(objectives: readonly Objective[], slack: number): number[] | undefined {
    const before = objectives.slice(0, -1)
    const held = before.map(({ terms, floor }) => `${text(terms)} <= ${floor + slack}`)
    const last = this.least(objectives.at(-1)!.terms, held)
    return last === undefined ? undefined : [...before.map(({ floor }) => floor), last]
  }

  private leastOneByOne(objectives: readonly Objective[], slack: number): number[] | undefined {
    const values: number[] = []
    const held: string[] = []
    for (const { terms } of objectives) {
      const value = this.least(terms, held)
      if (value === undefined) return undefined
      values.push(value)
      held.push(`${text(terms)} <= ${value + slack}`)
    }
    return values
  }

  private least(objective: Terms, held: readonly string[]): number | undefined {
    const { Status, ObjectiveValue } = highs.solve(this.write(objective, held), {
      output_flag: false,
      mip_rel_gap: 0,
      mip_abs_gap: 1e-6
    })
    if (Status === 'Infeasible') return undefined
    if (Status !== 'Optimal') throw new Error(`HiGHS ended with ${Status}`)
    return ObjectiveValue
  }

  private write(objective: Terms, held: readonly string[]): string {
    return [
      'Minimize',
      ` ${text(objective)}`,
      'Subject To',
      ...[...this.rows, ...held].map((row, i) => ` r${i}: ${row}`),
      'Bounds',
      ...this.bounds.map(bound => ` ${bound}`),
      'Binary',
      ...this.binaries.map(name => ` ${name}`),
      'End'
    ].join('\n')
  }
}

function text(terms: Terms): string {
  const written = [...terms].filter(([, coefficient]) => coefficient !== 0)
  return written.map(([name, c]) => `${c < 0 ? '-' : '+'} ${Math.abs(c)} ${name}`).join('\n ')
}
