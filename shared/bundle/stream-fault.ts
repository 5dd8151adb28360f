/**
 * Why a stream of frames was refused.
 *
 * - `not-one`: it does not begin as such a stream does
 * - `newer`: written by a later version, with parts that must not be skipped
 * - `damaged`: anything else
 */
export type FaultSort = 'not-one' | 'newer' | 'damaged'

/** Thrown by the readers of this folder; whoever knows the file turns it into a `Failure`. */
export class StreamFault extends Error {
  readonly sort: FaultSort
  /** offset in the decrypted stream */
  readonly at: number
  readonly reason: string
  /** the stream's version, for `newer` */
  readonly version: number
  constructor(sort: FaultSort, at: number, reason: string, version = 0) {
    super(`${sort} at ${at}: ${reason}`)
    this.name = 'StreamFault'
    this.sort = sort
    this.at = at
    this.reason = reason
    this.version = version
  }
}
