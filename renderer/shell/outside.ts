import type { Standing } from '#shared/contract.ts'

/** The federation's record is here, or enough of it to say its name: it can be read and carried. */
export const hasRecord = ({ federation, state }: Standing): boolean =>
  state === 'in' || state === 'left' || state === 'released' || (federation?.name ?? '') !== ''

/**
 * It can be read, and nothing in it says (yet, or any more) that this device stands for a commune that is in. Where
 * two laptops write with its key, that comes first: such a key makes no card.
 */
export const isOutside = (standing: Standing): boolean =>
  standing.state === 'waiting' && hasRecord(standing) && !standing.forked
