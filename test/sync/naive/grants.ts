import { pair, type Spoken } from './sayings.ts'

/** An entry that makes a device a member of a commune. */
export interface Grant {
  commune: string
  device: string
  act: string
  /** who admitted it as its own other device */
  ownOf?: string
  /** who admitted it called it a sheet of paper */
  sheet?: boolean
}

/** Members with all their grants, by `pair`. */
export type Grants = Map<string, Grant[]>

export const beginsCommune = ({ body }: Spoken): boolean =>
  body.kind === 'commune' && body.thing === undefined

/** Rule 1, "Grants add up": over and over, until nobody new is taken in. */
export const grantsFrom = (acts: readonly Spoken[], revived: readonly Grant[] = []): Grants => {
  const grants: Grants = new Map()
  const add = (grant: Grant): boolean => {
    const key = pair(grant.commune, grant.device)
    const known = grants.get(key) ?? []
    if (known.some(({ act }) => act === grant.act)) return false
    grants.set(key, [...known, grant])
    return true
  }
  for (const grant of revived) add(grant)
  for (let grew = true; grew; ) {
    grew = false
    for (const act of acts) {
      const { kind, commune, fields } = act.body
      if (beginsCommune(act)) grew = add({ commune: act.id, device: act.log, act: act.id }) || grew
      if (kind === 'admit' && commune !== undefined && grants.has(pair(commune, act.log)))
        grew =
          add({
            ...{ commune, device: String(fields.device), act: act.id },
            ...(fields.own === true && { ownOf: act.log }),
            ...(fields.sheet === true && { sheet: true })
          }) || grew
    }
  }
  return grants
}

/** Rule 1: logs that all who ever took them in called sheets of paper. */
export const sheetsIn = (takenIn: Grants): Set<string> => {
  const all = [...takenIn.values()].flat()
  return new Set(
    all.map(({ device }) => device).filter(log => all.every(one => one.device !== log || one.sheet))
  )
}

/** Rule 1, last words: whose device it is, told by the first of that person's. */
export const personIn = (grants: Grants, commune: string, log: string): string => {
  const owners = new Set(grants.get(pair(commune, log))?.map(({ ownOf }) => ownOf))
  const [owner] = owners
  return owners.size > 1 || owner === undefined ? log : personIn(grants, commune, owner)
}

export const membersIn = (grants: Grants, commune: string): string[] =>
  [...grants.values()].flatMap(([grant]) => (grant!.commune === commune ? [grant!.device] : []))

export const isKnown = (grants: Grants, commune: string): boolean => membersIn(grants, commune).length > 0
