import { useSyncExternalStore } from 'react'

export const areaNames = ['caravan', 'exchange', 'assembly', 'carry', 'settings'] as const
export type AreaName = (typeof areaNames)[number]

/** Where the person is: an area, and in it a thing or a tab. The page itself never navigates. */
export interface Route {
  area: AreaName
  /** id of the thing looked at */
  thing?: string
  /** a part of the area, named by the area */
  part?: string
}

let history: Route[] = [{ area: 'caravan' }]
const heard = new Set<() => void>()
const most = 50

const tell = () => {
  for (const one of heard) one()
}

const same = (a: Route, b: Route) => a.area === b.area && a.thing === b.thing && a.part === b.part

export const currentRoute = (): Route => history.at(-1) ?? { area: 'caravan' }

/** Goes to an area, and optionally to a thing or a part of it. */
export const go = (route: Route): void => {
  if (same(route, currentRoute())) return
  history = [...history.slice(-most), route]
  tell()
}

/** Back to where the person was before; stays where there is nothing before. */
export const goBack = (): void => {
  if (history.length < 2) return
  history = history.slice(0, -1)
  tell()
}

const subscribe = (one: () => void) => {
  heard.add(one)
  return () => {
    heard.delete(one)
  }
}

export const useRoute = (): Route => useSyncExternalStore(subscribe, currentRoute)
