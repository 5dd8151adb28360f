import { useEffect } from 'react'
import { areaNames, go, goBack } from './route.ts'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

/** Keys by where they lie on the keyboard, so that they work under Ukrainian and Latin layouts alike. */
export const useKeys = (on: { palette: () => void; help: () => void; lock: () => void }): void => {
  const { palette, help, lock } = on
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const only = event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey
      const digit = only ? /^Digit([1-9])$/.exec(event.code)?.[1] : undefined
      const area = digit ? areaNames[Number(digit) - 1] : undefined
      if (area) go({ area })
      else if (only && event.code === 'ArrowLeft') goBack()
      else if ((event.ctrlKey || event.metaKey) && !event.altKey && event.code === 'KeyK') palette()
      else if ((event.ctrlKey || event.metaKey) && !event.altKey && event.code === 'KeyL') lock()
      else if (event.key === '?' && !event.ctrlKey && !event.metaKey && !isTyping(event.target)) help()
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [palette, help, lock])
}
