import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import type { Failure } from '#shared/errors.ts'
import { ask, toFailure } from '../queries/ask.ts'
import { type Desk, openDesk } from './desk.ts'

const DeskContext = createContext<Desk | null>(null)

/**
 * Opens the desk of the unlocked record and closes it when the record is locked or changed (give it the
 * device as `name` and as React `key`). `waiting` and `failed` are shown until it is there.
 */
export const DeskProvider = (props: {
  name: string
  waiting: ReactNode
  failed: (failure: Failure) => ReactNode
  children: ReactNode
}) => {
  const [desk, setDesk] = useState<Desk | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const { name } = props
  useEffect(() => {
    let gone = false
    let opened: Desk | null = null
    const open = async () => {
      try {
        const { key } = await ask('desk.key')
        const next = await openDesk(name, key)
        if (gone) return await next.close()
        opened = next
        setDesk(next)
      } catch (error) {
        if (!gone) setFailure(toFailure(error))
      }
    }
    void open()
    return () => {
      gone = true
      void opened?.close()
    }
  }, [name])
  if (failure) return props.failed(failure)
  if (!desk) return props.waiting
  return <DeskContext value={desk}>{props.children}</DeskContext>
}

/** For tests and stories of single pieces: a desk that is open already. */
export const GivenDesk = DeskContext

export const useDesk = (): Desk => {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('DeskProvider is missing above this component')
  return desk
}
