import type { AnswerOf, KeeperRequestName, ParsedArgsOf } from '#shared/contract.ts'
import type { Keeper } from '../keeper/keeper-state.ts'

/** How one request is answered. A failure the window can act on is thrown as FailureError. */
export type Handler<N extends KeeperRequestName> = (
  args: ParsedArgsOf<N>,
  keeper: Keeper
) => AnswerOf<N> | Promise<AnswerOf<N>>

export type Handlers<N extends KeeperRequestName = KeeperRequestName> = { [K in N]: Handler<K> }

/** The requests whose names begin with one of the groups. */
export type Group<G extends string> = Extract<KeeperRequestName, `${G}.${string}`>
