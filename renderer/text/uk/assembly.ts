import type { assembly as en } from '../en/assembly.ts'

export const assembly: typeof en = {
  title: 'Збори'
}
