import {
  type Icon,
  IconArrowsExchange,
  IconMessages,
  IconRoute,
  IconSettings,
  IconUsb
} from '@tabler/icons-react'
import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import type { AreaName } from './route.ts'

interface Area {
  icon: Icon
  /** loaded when first opened: the map alone is larger than all the rest */
  Screen: LazyExoticComponent<ComponentType>
}

/** The areas in the order of their numbers. A later area is one line here and one in `route.ts`. */
export const areas: Record<AreaName, Area> = {
  caravan: {
    icon: IconRoute,
    Screen: lazy(() => import('../areas/caravan/caravan-area.tsx').then(m => ({ default: m.CaravanArea })))
  },
  exchange: {
    icon: IconArrowsExchange,
    Screen: lazy(() => import('../areas/exchange/exchange-area.tsx').then(m => ({ default: m.ExchangeArea })))
  },
  assembly: {
    icon: IconMessages,
    Screen: lazy(() => import('../areas/assembly/assembly-area.tsx').then(m => ({ default: m.AssemblyArea })))
  },
  carry: {
    icon: IconUsb,
    Screen: lazy(() => import('../areas/carry/carry-area.tsx').then(m => ({ default: m.CarryArea })))
  },
  settings: {
    icon: IconSettings,
    Screen: lazy(() => import('../areas/settings/settings-area.tsx').then(m => ({ default: m.SettingsArea })))
  }
}
