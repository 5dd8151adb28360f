import * as v from 'valibot'
import { type KeeperRequestName, keeperRequests } from '#shared/contract.ts'
import { FailureError, fail, ok, type Result } from '#shared/errors.ts'
import type { Keeper } from '../keeper/keeper-state.ts'
import { blobHandlers } from './blobs.ts'
import { carryHandlers } from './carry.ts'
import { docsHandlers } from './docs.ts'
import { dropHandlers } from './drop.ts'
import { exchangeHandlers } from './exchange.ts'
import { federationHandlers } from './federation.ts'
import type { Handlers } from './handlers.ts'
import { lanHandlers } from './lan.ts'
import { paperHandlers } from './paper.ts'
import { peopleHandlers } from './people.ts'
import { placesHandlers } from './places.ts'
import { recordHandlers } from './record.ts'
import { vaultHandlers } from './vault.ts'

const handlers: Handlers = {
  ...vaultHandlers,
  ...federationHandlers,
  ...peopleHandlers,
  ...recordHandlers,
  ...blobHandlers,
  ...docsHandlers,
  ...exchangeHandlers,
  ...carryHandlers,
  ...paperHandlers,
  ...dropHandlers,
  ...lanHandlers,
  ...placesHandlers
}

const isRequest = (name: string): name is KeeperRequestName => Object.hasOwn(keeperRequests, name)

/**
 * Answers one request: the arguments are parsed by the contract before the handler sees them.
 * Whatever is thrown that is no FailureError is a bug: it is logged and answered as `internal`.
 */
export const answer = async (name: string, args: unknown, keeper: Keeper): Promise<Result<unknown>> => {
  if (!isRequest(name)) return fail('request-bad', { field: 'name', reason: 'unknown request' })
  const parsed = v.safeParse(keeperRequests[name].args as v.GenericSchema, args)
  if (!parsed.success) {
    const issue = parsed.issues[0]
    return fail('request-bad', { field: v.getDotPath(issue) ?? name, reason: issue.message })
  }
  try {
    const handler = handlers[name] as (args: unknown, keeper: Keeper) => unknown
    return ok(await handler(parsed.output, keeper))
  } catch (error) {
    if (error instanceof FailureError) return { ok: false, error: error.failure }
    keeper.logBug(error)
    return fail('internal', { reason: error instanceof Error ? error.message : String(error) })
  }
}
