import { useEffect, useRef } from 'react'

/**
 * For the heading of what has just been opened: it takes the keyboard's focus, unless something in the same
 * page has it already, so that Tab goes on from there and a screen reader says where one is.
 */
export const useOpened = <E extends HTMLElement>() => {
  const heading = useRef<E>(null)
  useEffect(() => {
    const page = heading.current?.closest('section, form')
    if (!page?.contains(document.activeElement)) heading.current?.focus({ preventScroll: true })
  }, [])
  return heading
}
