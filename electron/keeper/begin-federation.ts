import { randomBytes } from 'node:crypto'
import type { ParsedArgsOf, Standing } from '#shared/contract.ts'
import { FailureError } from '#shared/errors.ts'
import { kinds } from '#shared/kinds/index.ts'
import type { Kind } from '#shared/kinds/kind.ts'
import type { Store } from '../store/open-store.ts'
import { ownFields } from '../store/put-body.ts'

/**
 * Founds the commune, then the federation on its behalf, and makes the federation's secret. Interrupted
 * after the commune, a second try goes on with that commune.
 * Throws `federation-already`, `fields-bad`; both before anything is written.
 */
export const beginFederation = (store: Store, args: ParsedArgsOf<'federation.begin'>): Standing => {
  const standing = store.standing()
  if (standing.federation) throw new FailureError('federation-already')
  const fields = ownFields(kinds.federation as unknown as Kind, 'whole', {
    name: args.federation,
    covenant: args.covenant ?? '',
    vouchThreshold: 1,
    decisionRule: 'consent'
  })
  const commune =
    standing.commune?.id ??
    store.write({
      kind: 'commune',
      version: kinds.commune.version,
      fields: ownFields(kinds.commune as unknown as Kind, 'whole', {
        name: args.commune,
        place: args.place,
        firstMember: { handle: store.keyring.handle, sealKey: store.keyring.sealRecipient }
      })
    }).id
  const federation = store.write({
    kind: 'federation',
    version: kinds.federation.version,
    commune,
    fields
  })
  store.setFederation(federation.id, new Uint8Array(randomBytes(32)))
  return store.standing()
}
