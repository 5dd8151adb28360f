import type { Person } from '#shared/contract.ts'
import type { Format } from '../../text/format.ts'
import type { Texts } from '../../text/texts.ts'

/** How somebody stands in a commune, in one line. */
export const personState = (
  { state, asked, honouredTo }: Person,
  text: Texts['people']['state'],
  format: Format
): string => {
  switch (state) {
    case 'member':
      return text.member
    case 'released':
      return text.released(honouredTo ?? 0)
    case 'forked':
      return text.forked(honouredTo ?? 0)
    case 'release-asked': {
      const by = asked?.by.map(({ handle }) => handle) ?? []
      return text.asked(format.list(by), by.length, asked?.more ?? 1)
    }
  }
}
