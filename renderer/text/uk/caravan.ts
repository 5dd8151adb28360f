import type { caravan as en } from '../en/caravan.ts'

export const caravan: typeof en = {
  title: 'Караван'
}
