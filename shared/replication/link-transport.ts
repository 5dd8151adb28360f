/**
 * A link as a `Transport`: one replication at a time, asked for and done with, against the session at the
 * other end. What runs all the time between two devices is session.ts itself.
 */
import { FailureError } from '../errors.ts'
import type { HaveVector, Run, Transport } from '../record/transport.ts'
import { encodeMessage, type Message, parseMessage } from './messages.ts'
import { createPeerHave, type RunEnds } from './peer-have.ts'

export interface LinkWire {
  send(message: Uint8Array): void
  close(): void
}

export interface LinkTransportDeps {
  /** Opens a proven link; `take` hears its messages, `lost` that it is gone. Rejects with a FailureError. */
  open(take: (message: Uint8Array) => void, lost: (reason: string) => void): Promise<LinkWire>
  endsOf(run: Run): RunEnds
}

/** Runs on their way that the other side has not made durable yet. */
const mostUnacknowledged = 4

const cancelled = () => new FailureError('cancelled')

/** After a failure or a cancellation the link is closed; the next use opens another. */
export const createLinkTransport = (deps: LinkTransportDeps): Transport => {
  let opened: Promise<Conversation> | null = null

  const conversation = (): Promise<Conversation> => {
    opened ??= converse(deps)
    return opened
  }
  const hangUp = async () => {
    const closing = opened
    opened = null
    if (closing) (await closing).wire.close()
  }
  /** Whatever goes wrong, what was half said must not be taken for the answer to the next question. */
  const orHangUp = async <T>(work: (talk: Conversation) => Promise<T>): Promise<T> => {
    try {
      return await work(await conversation())
    } catch (error) {
      await hangUp()
      throw error
    }
  }

  async function* receive(mine: HaveVector, signal: { readonly aborted: boolean }): AsyncGenerator<Run> {
    const held = createPeerHave(mine)
    let whole = false
    try {
      const talk = await conversation()
      talk.say({ name: 'want', have: mine })
      for (;;) {
        if (signal.aborted) throw cancelled()
        const message = await talk.next(['run', 'given'])
        if (message.name === 'given') break
        const run = toRun(message)
        yield run
        if (signal.aborted) throw cancelled()
        held.holds(run.log, deps.endsOf(run))
        talk.say({ name: 'ack', log: run.log, heads: held.heads(run.log) })
      }
      whole = true
    } finally {
      if (!whole) await hangUp()
    }
  }

  const send = (runs: AsyncIterable<Run>, signal: { readonly aborted: boolean }) =>
    orHangUp(async talk => {
      let unacknowledged = 0
      const settle = async (most: number) => {
        for (; unacknowledged > most; unacknowledged--) await talk.next(['ack'])
      }
      for await (const run of runs) {
        if (signal.aborted) break
        talk.say({
          ...{ name: 'run', log: run.log },
          entries: run.entries.map(({ header, signature, body }) => [header, signature, body])
        })
        unacknowledged += 1
        await settle(mostUnacknowledged - 1)
      }
      await settle(0)
      if (signal.aborted) throw cancelled()
    })

  return {
    have: () =>
      orHangUp(async talk => {
        talk.say({ name: 'tell-have' })
        const { have } = await talk.next(['have'])
        return have
      }),
    receive,
    send,
    close: hangUp
  }
}

type Named<N extends Message['name']> = Extract<Message, { name: N }>

const toRun = ({ log, entries }: Named<'run'>): Run => ({
  log,
  entries: entries.map(([header, signature, body]) => ({ header, signature, body }))
})

interface Conversation {
  wire: LinkWire
  say(message: Message): void
  /** the next message of these names; what else comes in between is answered or let pass */
  next<N extends Message['name']>(names: readonly N[]): Promise<Named<N>>
}

const converse = async (deps: LinkTransportDeps): Promise<Conversation> => {
  const inbox: Message[] = []
  let lost: string | null = null
  let wake: () => void = () => undefined
  const say = (message: Message) => wire.send(encodeMessage(message))
  const wire = await deps.open(
    bytes => {
      const message = parseMessage(bytes)
      if (message?.name === 'ping') say({ name: 'pong' })
      else if (message) inbox.push(message)
      else lost = 'not a message'
      wake()
    },
    reason => {
      lost ??= reason
      wake()
    }
  )
  const isNamed = <N extends Message['name']>(message: Message, names: readonly N[]): message is Named<N> =>
    names.some(name => name === message.name)
  const next: Conversation['next'] = async names => {
    for (;;) {
      for (let message = inbox.shift(); message; message = inbox.shift())
        if (isNamed(message, names)) return message
      if (lost !== null) throw new FailureError('peer-unreachable', { address: '', reason: lost })
      await new Promise<void>(resolve => {
        wake = resolve
      })
    }
  }
  // the other side greets with what it holds
  await next(['have'])
  return { wire, say, next }
}
