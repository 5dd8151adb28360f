import type { carry as en } from '../en/carry.ts'

export const carry: typeof en = {
  title: 'Перевезення'
}
