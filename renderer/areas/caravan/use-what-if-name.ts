import { useCallback } from 'react'
import type { CaravanRows } from '#shared/caravan/problem-of.ts'
import type { Change } from '#shared/caravan/what-if.ts'
import { useNames } from '../../queries/names.ts'
import { useFormat, useText } from '../../text/language.tsx'
import { whatIfName } from './change-words.ts'
import type { Explainer } from './explain.ts'

/** Names a what-if by what it supposes. */
export const useWhatIfName = (rows: CaravanRows, explainer: Explainer) => {
  const text = useText()
  const format = useFormat()
  const nameOf = useNames()
  return useCallback(
    (changes: readonly Change[]) => whatIfName(changes, { text, format, rows, explainer, nameOf }),
    [text, format, rows, explainer, nameOf]
  )
}
