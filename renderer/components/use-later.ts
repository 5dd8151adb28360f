import { startTransition, useEffect, useState } from 'react'

/**
 * A value one turn behind, for the second of two large parts of a page that show the same: what is ready is
 * painted before the other is begun, instead of both in one long task.
 */
export const useLater = <T>(value: T): T => {
  const [later, setLater] = useState(() => value)
  useEffect(() => {
    const turn = setTimeout(() => startTransition(() => setLater(() => value)))
    return () => clearTimeout(turn)
  }, [value])
  return later
}
