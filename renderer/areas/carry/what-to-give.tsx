import { Select } from '@mantine/core'
import type { ArgsOf, KnownHolder } from '#shared/contract.ts'
import { today } from '../../components/today.ts'
import { useKnownHolders } from '../../queries/carry.ts'
import { useRows } from '../../queries/rows.ts'
import { useFormat, useText } from '../../text/language.tsx'

/** Nothing set is the whole record. */
export type WhatToGive = Pick<ArgsOf<'carry.export'>, 'lacking' | 'pack'>

const whole = 'whole'
const nameOf = ({ lacking, pack }: WhatToGive): string =>
  lacking ? `lacking ${lacking.of} ${lacking.id}` : pack ? `pack ${pack.caravan}` : whole

/** The whole, or less where it is known what is enough. */
export const WhatToGiveField = (props: { value: WhatToGive; onChange(value: WhatToGive): void }) => {
  const text = useText().carry.give
  const format = useFormat()
  const known = useKnownHolders()
  const caravans = useRows({ kind: 'caravan', limit: 20 })
  const who = ({ handle, commune }: KnownHolder) =>
    [handle ?? text.somebody, commune].filter(part => part !== null).join(', ')
  const choices = new Map<string, { label: string; value: WhatToGive }>()
  const add = (label: string, value: WhatToGive) => choices.set(nameOf(value), { label, value })
  add(text.everything, {})
  for (const holder of known.data ?? []) {
    if (holder.lacks === 0) continue
    const lacking = { of: holder.of, id: holder.id }
    add(text.lacking(who(holder), holder.lacks, format.moment(holder.at)), { lacking })
  }
  for (const { id, fields } of caravans.data?.rows ?? [])
    add(text.pack(fields.name ?? ''), { pack: { caravan: id, today: today() } })
  if (choices.size === 1) return null
  const { value } = props
  return (
    <Select
      label={text.what}
      description={value.lacking ? text.lackingHint : value.pack ? text.packHint : undefined}
      data={[...choices].map(([name, { label }]) => ({ value: name, label }))}
      value={nameOf(value)}
      onChange={name => props.onChange(choices.get(name ?? whole)?.value ?? {})}
      allowDeselect={false}
    />
  )
}
